namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Anything that maps one value to another.</summary>
        public interface IModule<T, TResult>
        {
            /// <summary>Applies the module.</summary>
            TResult call(T input1);
        }

        /// <summary>A module of one input.</summary>
        public abstract class Module<T, TResult>(string name)
            : HookableModule<Func<Module<T, TResult>, T, T>, Func<Module<T, TResult>, T, TResult, TResult>>(name), IModule<T, TResult>
        {
            /// <summary>What the module computes.</summary>
            public abstract TResult forward(T input);

            /// <summary>Applies the module and its hooks.</summary>
            public TResult call(T input)
            {
                foreach (var hook in PreHooks) input = hook(this, input);
                var result = forward(input);
                foreach (var hook in PostHooks) result = hook(this, input, result);
                return result;
            }
        }

        /// <summary>A module of two inputs.</summary>
        public abstract class Module<T1, T2, TResult>(string name) : Module(name)
        {
            /// <summary>What the module computes.</summary>
            public abstract TResult forward(T1 input1, T2 input2);

            /// <summary>Applies the module.</summary>
            public TResult call(T1 input1, T2 input2) => forward(input1, input2);
        }

        /// <summary>A module of three inputs.</summary>
        public abstract class Module<T1, T2, T3, TResult>(string name) : Module(name)
        {
            /// <summary>What the module computes.</summary>
            public abstract TResult forward(T1 input1, T2 input2, T3 input3);

            /// <summary>Applies the module.</summary>
            public TResult call(T1 input1, T2 input2, T3 input3) => forward(input1, input2, input3);
        }

        /// <summary>A module with nothing to train or to save.</summary>
        public abstract class ParameterLessModule<T, TResult> : Module<T, TResult>
        {
            private protected ParameterLessModule(string name) : base(name) { }
        }
    }
}
