namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>A module that tells others when it is applied.</summary>
        /// <typeparam name="TPreHook">Sees the module and its input, and gives the input to use.</typeparam>
        /// <typeparam name="TPostHook">Sees the module, its input and output, and gives the output to hand on.</typeparam>
        public abstract class HookableModule<TPreHook, TPostHook> : Module
        {
            private protected List<TPreHook> PreHooks { get; } = [];
            private protected List<TPostHook> PostHooks { get; } = [];

            private protected HookableModule(string name) : base(name) { }

            /// <summary>Calls <paramref name="hook"/> before every application, in order of registration.</summary>
            public HookRemover register_forward_pre_hook(TPreHook hook)
            {
                PreHooks.Add(hook);
                return new(() => PreHooks.Remove(hook));
            }

            /// <summary>Calls <paramref name="hook"/> after every application, in order of registration.</summary>
            public HookRemover register_forward_hook(TPostHook hook)
            {
                PostHooks.Add(hook);
                return new(() => PostHooks.Remove(hook));
            }

            /// <summary>Ends the calls of one hook.</summary>
            public class HookRemover
            {
                private readonly Action _remove;

                internal HookRemover(Action remove) => _remove = remove;

                /// <summary>The hook is not called again.</summary>
                public void remove() => _remove();
            }
        }
    }
}
