using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AutoGrad;

/// <summary>
/// An operation whose every element depends on the elements in the same place alone: it may run on one stretch of its
/// inputs after the other, beside others of its kind, and gives the same bits.
/// </summary>
internal interface IElementwise
{
    /// <summary>What an element costs, on one thread and for four bytes of result.</summary>
    double Nanoseconds => ElementwiseWork.Plain;

    /// <summary>Computes one stretch.</summary>
    void Run(in ElementwiseBlock block);
}

/// <summary>An operation whose output's elements are its input's as they are, if that has the output's shape or is a scalar.</summary>
internal interface ICopy;

/// <summary>A value as it is.</summary>
internal sealed class CopyBlock : IElementwise
{
    public static readonly CopyBlock Instance = new();

    public void Run(in ElementwiseBlock block) => block.CopyOrFill();
}

/// <summary>Where the numbers of one value of an <see cref="ElementwiseProgram"/> lie: a run of them, or one that repeats.</summary>
/// <param name="Buffer">An array of any element type.</param>
/// <param name="Start">In bytes from the array's first element.</param>
/// <param name="Repeats">Whether it is one number.</param>
internal readonly record struct Lane(Array Buffer, nint Start, bool Repeats);

/// <summary>One stretch of an elementwise operation's inputs and output.</summary>
internal readonly ref struct ElementwiseBlock(ReadOnlySpan<Lane> lanes, ReadOnlySpan<int> inputs, int output, DType inputDType, DType outputDType, int length)
{
    private readonly ReadOnlySpan<Lane> _lanes = lanes;
    private readonly ReadOnlySpan<int> _inputs = inputs;
    private readonly int _output = output;
    private readonly int _length = length;

    /// <summary>Of the last input; the first of three is a mask.</summary>
    public DType InputDType { get; } = inputDType;

    public DType OutputDType { get; } = outputDType;

    /// <summary>How many elements the output has.</summary>
    public int Length => _length;

    /// <summary>Whether the input is one number, beside an output of any length.</summary>
    public bool Repeats(int input) => _lanes[_inputs[input]].Repeats;

    /// <summary>An input's elements: as many as the output has, or one if it <see cref="Repeats"/>.</summary>
    public ReadOnlySpan<T> Input<T>(int input)
        where T : unmanaged
    {
        ref readonly Lane lane = ref _lanes[_inputs[input]];
        return Elements<T>(lane, lane.Repeats ? 1 : _length);
    }

    /// <summary>The output's elements. It may be the very memory of an input.</summary>
    public Span<T> Output<T>()
        where T : unmanaged => Elements<T>(_lanes[_output], _length);

    /// <summary>Runs a function of two inputs.</summary>
    public void Run<T, TResult, TKernel>(int left, int right)
        where T : unmanaged
        where TResult : unmanaged
        where TKernel : struct, IBinaryKernel<T, TResult>
    {
        ReadOnlySpan<T> x = Input<T>(left), y = Input<T>(right);
        if (Repeats(right))
        {
            default(TKernel).Run(x, y[0], Output<TResult>());
        }
        else if (Repeats(left))
        {
            default(TKernel).Run(x[0], y, Output<TResult>());
        }
        else
        {
            default(TKernel).Run(x, y, Output<TResult>());
        }
    }

    /// <summary>The output becomes the first input, or that number everywhere.</summary>
    public void CopyOrFill()
    {
        switch (OutputDType.Bytes())
        {
            case 1: CopyOrFill<byte>(); break;
            case 4: CopyOrFill<uint>(); break;
            default: CopyOrFill<ulong>(); break;
        }
    }

    private void CopyOrFill<T>()
        where T : unmanaged
    {
        ReadOnlySpan<T> x = Input<T>(0);
        if (Repeats(0))
        {
            Output<T>().Fill(x[0]);
        }
        else
        {
            x.CopyTo(Output<T>());
        }
    }

    private static Span<T> Elements<T>(in Lane lane, int length)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(lane.Buffer), lane.Start)), length);
}
