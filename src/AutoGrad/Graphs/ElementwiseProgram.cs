namespace AutoGrad;

/// <summary>
/// Elementwise operations in one pass: all of them on one block of elements, then all on the next. What goes from one to
/// another stays in the nearest cache; memory is read once for each input and written once for each output.
/// </summary>
/// <remarks>
/// Blocks are cut by place alone, and an operation gives a number the same bits wherever it stands: the results are those of
/// the operations one after the other, on any number of threads. What is the same for all elements is computed once, before.
/// No code is generated.
/// </remarks>
/// <param name="values">Where each value lies.</param>
/// <param name="scalarSteps">What is computed once, in order.</param>
/// <param name="blockSteps">What is computed for each block, in order.</param>
/// <param name="inputs">How many inputs; they are the first values.</param>
/// <param name="outputs">Which values are the outputs.</param>
/// <param name="constants">The bytes of all constants.</param>
/// <param name="scratchSlots">How many values of a block there are at once, inputs and outputs aside.</param>
internal sealed class ElementwiseProgram(
    ElementwiseProgram.Value[] values,
    ElementwiseProgram.Step[] scalarSteps,
    ElementwiseProgram.Step[] blockSteps,
    int inputs,
    int[] outputs,
    byte[] constants,
    int scratchSlots)
{
    /// <summary>The bytes that a number takes in the tables of constants and scalars.</summary>
    public const int ScalarBytes = 8;

    // The bytes of one value of a block: few enough that several stay in the nearest cache, many enough to outweigh the calls.
    private const int BlockBytes = 8192;

    // Not a whole number of pages: a read just behind a write at the same place of another page has to wait for it.
    private const int SlotBytes = BlockBytes + 1024;

    // A vector that straddles two cache lines is read in two parts.
    private const int CacheLine = 64;

    private const int ChunkBlocks = 8;

    // A second thread may sleep for 10 µs before it helps.
    private const double LeastThreadedNanoseconds = 16_000;

    // Of what an element costs where it is read from memory, what it costs in the nearest cache.
    private const double NearestCache = 0.3;

    [ThreadStatic]
    private static Frame? t_callers;

    [ThreadStatic]
    private static Frame? t_workers;

    private readonly int _blockLength = BlockBytes / values.Max(value => value.DType.Bytes());
    private readonly double _nanoseconds = NearestCache * blockSteps.Sum(step => step.Op.Nanoseconds * step.OutputDType.Bytes() / sizeof(float));
    private readonly int[] _moving = [.. Enumerable.Range(0, values.Length).Where(v => values[v].Place is Place.Input or Place.Output && !values[v].Repeats)];

    /// <summary>Where a value lies.</summary>
    internal enum Place
    {
        Input,
        Constant,
        Scalar,
        Scratch,
        Output,
    }

    /// <summary>How many operations each block goes through.</summary>
    public int Steps => blockSteps.Length;

    public int Outputs => outputs.Length;

    public DType OutputDType(int output) => values[outputs[output]].DType;

    /// <summary>Whether the output is one number, whatever the shape of the inputs.</summary>
    public bool IsScalar(int output) => values[outputs[output]].Repeats;

    /// <summary>Whether it was made for such inputs: their dtypes, and which are scalars.</summary>
    public bool Takes(ReadOnlySpan<Spec> specs)
    {
        bool takes = specs.Length == inputs;
        for (int i = 0; takes && i < inputs; i++)
        {
            takes = values[i].DType == specs[i].DType && values[i].Repeats == (specs[i].Shape.Rank == 0);
        }

        return takes;
    }

    /// <summary>Whether another program computes the same; the order of what does not depend on each other may differ.</summary>
    public bool IsLike(ElementwiseProgram other) =>
        values.AsSpan().SequenceEqual(other.Values) && constants.AsSpan().SequenceEqual(other.Constants) && outputs.AsSpan().SequenceEqual(other.OutputValues)
        && AreLike(scalarSteps, other.ScalarSteps) && AreLike(blockSteps, other.BlockSteps);

    private Value[] Values => values;

    private byte[] Constants => constants;

    private int[] OutputValues => outputs;

    private Step[] ScalarSteps => scalarSteps;

    private Step[] BlockSteps => blockSteps;

    /// <summary>Computes the outputs.</summary>
    /// <param name="arguments">Of one shape, but for scalars.</param>
    /// <param name="results">Of that shape, but for scalars; they overlap no argument.</param>
    public void Run(ReadOnlySpan<DenseTensor> arguments, ReadOnlySpan<DenseTensor> results)
    {
        Frame frame = t_callers ??= new Frame();
        Lane[] lanes = frame.Lanes(values.Length);
        byte[] scalars = frame.Scalars(values.Length);
        for (int v = 0; v < values.Length; v++)
        {
            Value value = values[v];
            lanes[v] = value.Place switch
            {
                Place.Constant => new Lane(constants, value.Index * ScalarBytes, true),
                Place.Scalar => new Lane(scalars, v * ScalarBytes, true),
                Place.Input => LaneOf(arguments[value.Index], v, scalars),
                Place.Output => LaneOf(results[value.Index], v, scalars),
                _ => default,
            };
        }

        foreach (Step step in scalarSteps)
        {
            step.Run(lanes, 1);
        }

        if (_moving.Length > 0)
        {
            RunBlocks(frame, lanes, Length(arguments));
        }

        for (int k = 0; k < outputs.Length; k++)
        {
            if (lanes[outputs[k]].Buffer == scalars)
            {
                Span<byte> number = results[k].Bytes();
                scalars.AsSpan(outputs[k] * ScalarBytes, number.Length).CopyTo(number);
            }
        }

        // This thread's tables live long, and must not keep what lies in them. Arrays alone do not keep their leases, as tensors do.
        Array.Clear(lanes, 0, values.Length);
        GC.KeepAlive(arguments[0]);
        GC.KeepAlive(results[0]);
    }

    private static bool AreLike(Step[] steps, Step[] others)
    {
        bool alike = steps.Length == others.Length;
        for (int s = 0; alike && s < steps.Length; s++)
        {
            alike = steps[s].Op.Equals(others[s].Op) && steps[s].Output == others[s].Output && steps[s].Inputs.AsSpan().SequenceEqual(others[s].Inputs);
        }

        return alike;
    }

    // A number that lies in no array has its place among the scalars.
    private Lane LaneOf(DenseTensor x, int v, byte[] scalars)
    {
        if (x.Memory(out nint start) is { } array)
        {
            return new Lane(array, start, values[v].Repeats);
        }

        x.Bytes().CopyTo(scalars.AsSpan(v * ScalarBytes));
        return new Lane(scalars, v * ScalarBytes, values[v].Repeats);
    }

    private int Length(ReadOnlySpan<DenseTensor> arguments)
    {
        for (int i = 0; i < inputs; i++)
        {
            if (!values[i].Repeats)
            {
                return arguments[i].Size;
            }
        }

        return 1;
    }

    private void RunBlocks(Frame frame, Lane[] lanes, int length)
    {
        if (length * _nanoseconds < LeastThreadedNanoseconds || WorkPool.Threads == 1 || WorkPool.IsInside)
        {
            Walk(frame, lanes, length);
            return;
        }

        int chunkLength = ChunkBlocks * _blockLength;
        WorkPool.Run((length + chunkLength - 1) / chunkLength, (Program: this, Lanes: lanes, Length: length, ChunkLength: chunkLength), static (job, chunk) =>
        {
            Frame frame = t_workers ??= new Frame();
            Lane[] lanes = frame.Lanes(job.Program.Values.Length);
            Array.Copy(job.Lanes, lanes, job.Program.Values.Length);
            int start = chunk * job.ChunkLength;
            job.Program.Advance(lanes, start);
            job.Program.Walk(frame, lanes, Math.Min(job.ChunkLength, job.Length - start));
            Array.Clear(lanes, 0, job.Program.Values.Length);
        });
    }

    private void Walk(Frame frame, Lane[] lanes, int length)
    {
        (byte[] scratch, nint first) = frame.Scratch(scratchSlots);
        for (int v = 0; v < values.Length; v++)
        {
            if (values[v].Place == Place.Scratch)
            {
                lanes[v] = new Lane(scratch, first + values[v].Index * SlotBytes, false);
            }
        }

        for (int start = 0; start < length; start += _blockLength)
        {
            int count = Math.Min(_blockLength, length - start);
            foreach (Step step in blockSteps)
            {
                step.Run(lanes, count);
            }

            Advance(lanes, count);
        }
    }

    private void Advance(Lane[] lanes, int elements)
    {
        foreach (int v in _moving)
        {
            lanes[v] = lanes[v] with { Start = lanes[v].Start + (nint)elements * values[v].Bytes };
        }
    }

    /// <summary>Where a value lies: which of its place's, and whether it is one number for all elements.</summary>
    internal readonly record struct Value(Place Place, int Index, DType DType, bool Repeats)
    {
        public int Bytes { get; } = DType.Bytes();
    }

    /// <summary>One operation, the values that it reads, and the one that it makes.</summary>
    internal sealed record Step(IElementwise Op, int[] Inputs, int Output, DType InputDType, DType OutputDType)
    {
        public void Run(Lane[] lanes, int length) => Op.Run(new ElementwiseBlock(lanes, Inputs, Output, InputDType, OutputDType, length));
    }

    /// <summary>A thread's tables, used again by all programs.</summary>
    private sealed class Frame
    {
        private Lane[] _lanes = [];
        private byte[] _scalars = [];
        private byte[] _scratch = [];

        public Lane[] Lanes(int count) => _lanes.Length >= count ? _lanes : _lanes = new Lane[2 * count];

        public byte[] Scalars(int count) => _scalars.Length >= count * ScalarBytes ? _scalars : _scalars = new byte[2 * count * ScalarBytes];

        /// <summary>Room for the values of a block, and where in it the first cache line starts.</summary>
        public unsafe (byte[] Bytes, nint First) Scratch(int slots)
        {
            if (_scratch.Length < slots * SlotBytes + CacheLine)
            {
                _scratch = GC.AllocateUninitializedArray<byte>(slots * SlotBytes + CacheLine, pinned: true);
            }

            nint address = (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_scratch));
            return (_scratch, -address & (CacheLine - 1));
        }
    }
}
