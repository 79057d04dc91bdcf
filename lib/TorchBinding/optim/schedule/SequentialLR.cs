namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>One schedule after the other; each counts its epochs from its own milestone.</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] _parts;
                    private readonly int[] _starts;

                    /// <summary>Runs the first schedule up to the first milestone, and so on.</summary>
                    /// <exception cref="ArgumentException">There is not one milestone between each two schedules, or they do not rise.</exception>
                    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1)
                        : this(optimizer, [.. schedulers], [0, .. milestones], last_epoch)
                    {
                    }

                    private SequentialLR(Optimizer optimizer, LRScheduler[] parts, int[] starts, int last_epoch)
                        : base(optimizer, last_epoch, verbose: false, starting: false)
                    {
                        if (parts.Length != starts.Length)
                            throw new ArgumentException($"{parts.Length} schedules need {parts.Length - 1} milestones, got {starts.Length - 1}.");
                        if (!starts.Order().SequenceEqual(starts))
                            throw new ArgumentException($"Milestones must rise, got {string.Join(", ", starts[1..])}.");
                        (_parts, _starts) = (parts, starts);
                        step();
                    }

                    internal override void Apply(int epoch)
                    {
                        var part = Math.Max(0, Array.FindLastIndex(_starts, start => start <= epoch));
                        _parts[part].Apply(epoch - _starts[part]);
                    }
                }
            }
        }
    }
}
