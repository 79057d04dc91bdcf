using TorchSharp.Door;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state of its own.</summary>
    public class Generator : IDisposable
    {
        private nint handle;

        public unsafe Generator(ulong seed = 0, Device? device = null)
        {
            this.device = device ?? CPU;
            nint result;
            NativeDoor.Check(NativeDoor.door_generator((int)this.device.type, this.device.index, seed, &result));
            handle = result;
        }

        private Generator(nint handle) => (this.handle, device) = (handle, CPU);

        ~Generator() => Free();

        /// <summary>The generator that operators use when none is given.</summary>
        public static Generator Default => new(NativeDoor.door_default_generator());

        public Device device { get; }

        public nint Handle => handle != 0 ? handle : throw new ObjectDisposedException(nameof(Generator));

        public Generator manual_seed(long seed)
        {
            NativeDoor.Check(Alive(NativeDoor.door_generator_set_seed(Handle, (ulong)seed)));
            return this;
        }

        public long initial_seed() => (long)Alive(NativeDoor.door_generator_seed(Handle));

        public unsafe Tensor get_state()
        {
            nint state;
            NativeDoor.Check(Alive(NativeDoor.door_generator_state(Handle, &state)));
            return new Tensor(state);
        }

        public void set_state(Tensor value)
        {
            NativeDoor.Check(Alive(NativeDoor.door_generator_set_state(Handle, value.Handle)));
            GC.KeepAlive(value);
        }

        public void Dispose()
        {
            Free();
            GC.SuppressFinalize(this);
        }

        private T Alive<T>(T answer)
        {
            GC.KeepAlive(this);
            return answer;
        }

        private void Free()
        {
            if (Interlocked.Exchange(ref handle, 0) is var old and not 0) NativeDoor.door_generator_release(old);
        }
    }

    /// <summary>Seeds the default generators of all devices.</summary>
    public static Generator manual_seed(long seed)
    {
        NativeDoor.Check(NativeDoor.door_manual_seed((ulong)seed));
        return Generator.Default;
    }

    /// <summary>The default generator's functions.</summary>
    public static class random
    {
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);
        public static long initial_seed() => torch.initial_seed();

        public static Tensor get_rng_state()
        {
            using var generator = Generator.Default;
            return generator.get_state();
        }

        public static void set_rng_state(Tensor new_state)
        {
            using var generator = Generator.Default;
            generator.set_state(new_state);
        }
    }

    public static long initial_seed()
    {
        using var generator = Generator.Default;
        return generator.initial_seed();
    }
}
