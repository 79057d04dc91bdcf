namespace TorchSharp;

public static partial class torch
{
    /// <summary>One place of an advanced index: a number, a range, a tensor, a new dimension or an ellipsis.</summary>
    public readonly struct TensorIndex
    {
        private enum Kind { Null, Ellipsis, Single, Slice, Tensor }

        private readonly Kind kind;
        private readonly long? start;
        private readonly long? stop;
        private readonly long? step;
        private readonly Tensor? tensor;

        private TensorIndex(Kind kind, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null) =>
            (this.kind, this.start, this.stop, this.step, this.tensor) = (kind, start, stop, step, tensor);

        /// <summary>Everything along the dimensions not named.</summary>
        public static TensorIndex Ellipsis { get; } = new(Kind.Ellipsis);

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex Null { get; } = new(Kind.Null);

        /// <summary>Everything along one dimension.</summary>
        public static TensorIndex Colon { get; } = new(Kind.Slice);

        public static TensorIndex Single(long? index) => index is null ? Null : new(Kind.Single, index);
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice, start, stop, step);
        public static TensorIndex Slice(Range range) => new(Kind.Slice, End(range.Start), End(range.End));
        public static TensorIndex Tensor(Tensor tensor) => new(Kind.Tensor, tensor: tensor);

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex(Index index) => Single(End(index) ?? 0);

        /// <summary>Applies what is a view; hands back the tensors that need <c>aten::index</c>, by dimension.</summary>
        internal static Tensor Basic(Tensor source, TensorIndex[] indices, out Tensor?[]? tensors)
        {
            var consumed = indices.Sum(i => i.kind is Kind.Single or Kind.Slice ? 1 : i.kind == Kind.Tensor ? Dims(i.tensor!) : 0);
            var (view, dim, found, inMasks) = (source, 0, new List<Tensor?>(), 0); // a mask is one index for all its dimensions
            foreach (var index in indices)
            {
                switch (index.kind)
                {
                    case Kind.Single:
                        view = view.select(dim, index.start!.Value);
                        continue;
                    case Kind.Null:
                        view = view.unsqueeze(dim);
                        break;
                    case Kind.Ellipsis:
                        dim += (int)source.ndim - consumed;
                        continue;
                    case Kind.Slice when index.start is not null || index.stop is not null || index.step is not null:
                        view = view.slice(dim, index.start ?? 0, index.stop ?? long.MaxValue, index.step ?? 1);
                        break;
                    case Kind.Tensor:
                        while (found.Count < dim - inMasks) found.Add(null);
                        found.Add(index.tensor);
                        inMasks += Dims(index.tensor!) - 1;
                        dim += Dims(index.tensor!) - 1;
                        break;
                }
                dim++;
            }
            tensors = found.Count == 0 ? null : [.. found];
            return view;
        }

        private static int Dims(Tensor index) => index.dtype is ScalarType.Bool or ScalarType.Byte ? (int)index.ndim : 1;

        // ^1 is -1; ^0 is the end
        private static long? End(Index index) => !index.IsFromEnd ? index.Value : index.Value == 0 ? null : -index.Value;
    }
}
