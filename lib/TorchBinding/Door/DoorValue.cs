using System.Runtime.InteropServices;

namespace TorchSharp.Door;

/// <summary>What a value at the door is; the order is that of <c>enum Tag</c> in door_operators.cpp.</summary>
internal enum Tag
{
    None, Tensor, Int, Double, Bool, String, IntList, DoubleList, TensorList, BoolList, Device, Generator,
}

/// <summary>One argument or result as the door passes it (<c>struct Value</c> in door_operators.cpp).</summary>
[StructLayout(LayoutKind.Explicit, Size = 16)]
internal struct DoorValue
{
    [FieldOffset(0)] internal Tag Tag;
    [FieldOffset(4)] internal int Length;
    [FieldOffset(8)] internal long Int;
    [FieldOffset(8)] internal double Double;
    [FieldOffset(8)] internal nint Pointer;
}
