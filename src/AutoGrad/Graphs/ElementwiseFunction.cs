namespace AutoGrad;

/// <summary>
/// A function of elementwise operations that is written down once for each combination of dtypes, and then runs in one pass
/// over its arguments (<see cref="ElementwiseProgram"/>). So do its derivatives, which are functions of this kind again.
/// </summary>
/// <remarks>
/// Wherever one pass cannot serve, it runs as it is written: when arguments have several shapes, when it is not elementwise
/// after all, or when it reads the shape. The results are the same, bit for bit.
/// </remarks>
/// <param name="name">For messages and listings.</param>
/// <param name="definition">Pure; it captures nothing that is being differentiated or mapped, and nothing that changes.</param>
internal sealed class ElementwiseFunction(string name, Func<Tensor[], Tensor[]> definition)
{
    // Each input has four bits of a key.
    private const int MostInputs = 16;

    // What more combinations there are is not remembered: a table that grows without end is a leak.
    private const int MostPrograms = 256;

    // Two shapes, of unlike rank and size: a function that reads the shape gives unlike programs, and is found out.
    private static readonly Shape s_shape = [3];
    private static readonly Shape s_otherShape = [2, 5];

    private readonly Lock _gate = new();
    private volatile Entry[] _programs = [];
    private volatile Derivative[] _derivatives = [];

    public string Name => name;

    public Func<Tensor[], Tensor[]> Definition => definition;

    /// <summary>Applies the function.</summary>
    public Tensor[] Apply(params Tensor[] inputs)
    {
        if (Find(Array.ConvertAll(inputs, x => x.Spec)) is not { } program)
        {
            return definition(inputs);
        }

        var outputs = new Tensor[program.Outputs];
        new ElementwiseProgramOp(this, program).Apply(inputs, outputs);
        return outputs;
    }

    /// <summary>Computes the one output of a function of plain numbers.</summary>
    /// <returns>Null: one pass cannot serve.</returns>
    public Tensor? Evaluate(ReadOnlySpan<Tensor> inputs)
    {
        SpecBuffer buffer = default;
        Span<Spec> specs = buffer.Take(inputs.Length);
        Shape shape = Shape.Scalar;
        for (int i = 0; i < specs.Length; i++)
        {
            specs[i] = inputs[i].Spec;
            shape = specs[i].Shape.Rank == 0 ? shape : specs[i].Shape;
        }

        if (Find(specs) is not { } program)
        {
            return null;
        }

        DenseTensor output = DenseTensor.Allocate(new Spec(program.IsScalar(0) ? Shape.Scalar : shape, program.OutputDType(0)));
        program.Run(Op.Dense(inputs), new ReadOnlySpan<DenseTensor>(in output));
        return output;
    }

    /// <summary>The program for inputs like these; null if there is none.</summary>
    public ElementwiseProgram? Find(ReadOnlySpan<Spec> inputs)
    {
        if (inputs.Length > MostInputs || !TryKey(inputs, out ulong key))
        {
            return null;
        }

        foreach (Entry entry in _programs)
        {
            if (entry.Key == key && entry.Inputs == inputs.Length)
            {
                return entry.Program;
            }
        }

        return Write(inputs, key);
    }

    /// <summary>
    /// The function from the inputs and the cotangents of some outputs to the cotangents of the inputs wanted.
    /// </summary>
    /// <param name="inputs">How many inputs.</param>
    /// <param name="wanted">One bit an input.</param>
    /// <param name="given">One bit an output.</param>
    public ElementwiseFunction Pullback(int inputs, int wanted, int given) => Derive(new DerivativeKey(inputs, wanted, given, IsReverse: true), () =>
    {
        int[] places = Places(wanted), results = Places(given);
        return new ElementwiseFunction($"{name}_vjp", all =>
        {
            Tensor[] x = all[..inputs];
            return Transform.Vjp<Tensor[], Tensor[]>(
                chosen => Pick(definition(TreeOp.Replace(x, places, chosen)), results), Pick(x, places)).Pullback(all[inputs..]);
        });
    });

    /// <summary>The function from the inputs and the tangents of those that move to the tangents of the outputs.</summary>
    /// <param name="inputs">How many inputs.</param>
    /// <param name="moving">One bit an input.</param>
    /// <param name="wanted">One bit an output.</param>
    public ElementwiseFunction Pushforward(int inputs, int moving, int wanted) => Derive(new DerivativeKey(inputs, moving, wanted, IsReverse: false), () =>
    {
        int[] places = Places(moving), results = Places(wanted);
        return new ElementwiseFunction($"{name}_jvp", all =>
        {
            Tensor[] x = all[..inputs];
            return Transform.Jvp<Tensor[], Tensor[]>(
                chosen => Pick(definition(TreeOp.Replace(x, places, chosen)), results), Pick(x, places), all[inputs..]).Tangent;
        });
    });

    private static Tensor[] Pick(Tensor[] all, int[] places) => Array.ConvertAll(places, i => all[i]);

    private static int[] Places(int bits) => [.. Enumerable.Range(0, 32).Where(i => ((bits >> i) & 1) != 0)];

    private static bool TryKey(ReadOnlySpan<Spec> inputs, out ulong key)
    {
        key = 0;
        Shape? shape = null;
        foreach (Spec x in inputs)
        {
            bool isScalar = x.Shape.Rank == 0;
            key = (key << 4) | ((ulong)x.DType << 1) | (isScalar ? 1UL : 0);
            if (!isScalar)
            {
                if (shape is not null && !ReferenceEquals(shape, x.Shape) && shape != x.Shape)
                {
                    return false;
                }

                shape = x.Shape;
            }
        }

        return shape is not null;
    }

    private ElementwiseProgram? Write(ReadOnlySpan<Spec> inputs, ulong key)
    {
        ElementwiseProgram? program = null;
        bool isFinal = true;
        try
        {
            // What is made on the way must outlive whoever computes here.
            using Arena.Scope scope = Arena.Use(null);
            program = Write(inputs, s_shape, ref isFinal);
            if (program is not null && Write(inputs, s_otherShape, ref isFinal)?.IsLike(program) != true)
            {
                program = null;
            }
        }
#pragma warning disable CA1031 // Whatever the function throws it throws again, of the shapes that it was given, when it runs as it is written.
        catch (Exception)
#pragma warning restore CA1031
        {
            program = null;
        }

        if (isFinal)
        {
            lock (_gate)
            {
                if (_programs.Length < MostPrograms)
                {
                    _programs = [.. _programs, new Entry(key, inputs.Length, program)];
                }
            }
        }

        return program;
    }

    private ElementwiseProgram? Write(ReadOnlySpan<Spec> inputs, Shape shape, ref bool isFinal)
    {
        var specs = new Spec[inputs.Length];
        for (int i = 0; i < specs.Length; i++)
        {
            specs[i] = new Spec(inputs[i].Shape.Rank == 0 ? Shape.Scalar : shape, inputs[i].DType);
        }

        Graph graph = GraphTrace.Write(definition, specs, out Tensor[] captured, opensBodies: true);

        // A value of a transform further out is no constant; the next call may come without.
        if (Array.Exists(captured, x => x.Trace is not null))
        {
            isFinal = false;
            return null;
        }

        return FuseElementwise.Run(graph, captured, shape);
    }

    private ElementwiseFunction Derive(DerivativeKey key, Func<ElementwiseFunction> make)
    {
        foreach (Derivative known in _derivatives)
        {
            if (known.Key == key)
            {
                return known.Function;
            }
        }

        var derivative = new Derivative(key, make());
        lock (_gate)
        {
            _derivatives = [.. _derivatives, derivative];
        }

        return derivative.Function;
    }

    private sealed record Entry(ulong Key, int Inputs, ElementwiseProgram? Program);

    private sealed record Derivative(DerivativeKey Key, ElementwiseFunction Function);

    // A function of any number of arguments has as many derivatives: their number, and one bit for each that takes part.
    private readonly record struct DerivativeKey(int Arguments, int Inputs, int Outputs, bool IsReverse);
}
