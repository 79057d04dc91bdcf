using CrossRes.Results;
using CrossRes.Training;
using Repro.Jobs;
using static TorchSharp.torch.utils;
using SummaryWriter = TorchSharp.Modules.SummaryWriter;

namespace Repro.Terminal;

/// <summary>
/// Also leaves TensorBoard's event files, a folder a run: after each epoch the learning rate, the loss with its terms,
/// and the scores, at the epoch as step.
/// </summary>
/// <param name="shown">What is told besides.</param>
/// <param name="folder">Of all runs; made where it is missing.</param>
internal sealed class TensorBoardProgress(IPlanProgress shown, string folder) : IPlanProgress
{
    public IRunProgress Lane() => new Scalars(shown.Lane(), folder);

    public void GiveUp(string label, string reason) => shown.GiveUp(label, reason);

    public void Note(string text) => shown.Note(text);

    /// <summary>The epochs of a stored run, each at the time when it was over.</summary>
    internal static void Write(string folder, RunRecord run)
    {
        var writer = Open(folder, $"{run.Row} seed {run.Seed}");
        var time = run.Started;
        foreach (var epoch in run.Epochs) Add(writer, epoch, time = time.AddSeconds(epoch.Seconds));
    }

    private static SummaryWriter Open(string folder, string label) =>
        tensorboard.SummaryWriter(Path.Combine(folder, label.Replace(' ', '-')));

    private static void Add(SummaryWriter writer, EpochRecord epoch, DateTime time)
    {
        var seconds = new DateTimeOffset(time).ToUnixTimeSeconds();
        Tell("learning rate", epoch.LearningRate);
        if (epoch.Loss is { } loss) Tell("loss/sum", loss);
        foreach (var (name, value) in epoch.Terms) Tell($"loss/{name}", value);
        if (epoch.TrainTop1 is { } top1) Tell("train/top-1 accuracy", top1);
        foreach (var (name, value) in epoch.Test) Tell($"test/{name}", value);

        void Tell(string tag, double value) => writer.add_scalar(tag, (float)value, epoch.Epoch, seconds);
    }

    private sealed class Scalars(IRunProgress shown, string folder) : IRunProgress
    {
        private SummaryWriter? writer;

        public void RunStarted(string label, int epochs, int stepsPerEpoch)
        {
            writer = Open(folder, label);
            shown.RunStarted(label, epochs, stepsPerEpoch);
        }

        public void StepDone(int epoch, int step) => shown.StepDone(epoch, step);

        public void EpochDone(EpochRecord epoch)
        {
            Add(writer!, epoch, DateTime.UtcNow);
            shown.EpochDone(epoch);
        }

        public void RunDone(RunRecord record) => shown.RunDone(record);

        public void Note(string text) => shown.Note(text);
    }
}
