using TorchSharp.Door;

namespace TorchSharp;

/// <summary>The part of TorchSharp's <c>torch</c> that CrossRes uses, over the libtorch at hand.</summary>
public static partial class torch
{
    /// <summary>libtorch's version.</summary>
    public static unsafe string __version__ => NativeDoor.Text(NativeDoor.door_version());

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.Open();

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ThreadSingleton.Current;

    public static int get_num_threads() => NativeDoor.door_threads();
    public static int get_num_interop_threads() => NativeDoor.door_interop_threads();
    public static void set_num_threads(int num) => NativeDoor.Check(NativeDoor.door_set_threads(num));
    public static void set_num_interop_threads(int num) => NativeDoor.Check(NativeDoor.door_set_interop_threads(num));

    public static bool cuda_is_available() => cuda.is_available();

    /// <summary>CUDA devices.</summary>
    public static class cuda
    {
        public static bool is_available() => device_count() > 0;
        public static bool is_cudnn_available() => NativeDoor.door_cudnn_available() != 0;
        public static int device_count() => NativeDoor.door_cuda_devices();
        public static void manual_seed(long seed) => torch.manual_seed(seed);
        public static void manual_seed_all(long seed) => torch.manual_seed(seed);

        public static void synchronize(Device? device = null) =>
            NativeDoor.Check(NativeDoor.door_cuda_synchronize(device?.index ?? -1));
    }

    public static class backends
    {
        public static class cuda
        {
            public static class matmul
            {
                public static unsafe bool allow_tf32
                {
                    get
                    {
                        int on;
                        NativeDoor.Check(NativeDoor.door_tf32_matmul(&on));
                        return on != 0;
                    }
                    set => NativeDoor.Check(NativeDoor.door_set_tf32_matmul(value ? 1 : 0));
                }
            }
        }

        public static class cudnn
        {
            public static unsafe bool allow_tf32
            {
                get
                {
                    int on;
                    NativeDoor.Check(NativeDoor.door_tf32_cudnn(&on));
                    return on != 0;
                }
                set => NativeDoor.Check(NativeDoor.door_set_tf32_cudnn(value ? 1 : 0));
            }
        }
    }
}
