namespace AutoGrad.Optim.Tests;

/// <summary>What holds for every optimizer: trees, states, refusals.</summary>
public sealed class OptimizerTests
{
    private static readonly Dictionary<string, GradientTransform> s_optimizers = new(StringComparer.Ordinal)
    {
        ["sgd"] = Optimizer.Sgd(0.1),
        ["momentum"] = Optimizer.Sgd(0.1, momentum: 0.9),
        ["nesterov"] = Optimizer.Sgd(0.1, momentum: 0.9, nesterov: true),
        ["adam"] = Optimizer.Adam(Schedule.Cosine(0.1, steps: 50)),
        ["adamw"] = Optimizer.AdamW(0.1, weightDecay: 0.01),
        ["rmsprop"] = Optimizer.RmsProp(0.1, momentum: 0.5),
        ["adagrad"] = Optimizer.Adagrad(0.1),
        ["clipped"] = Optimizer.Chain(Optimizer.ClipByGlobalNorm(1), Optimizer.ClipByValue(0.5), Optimizer.Adam(0.1)),
        ["decayed"] = Optimizer.Chain(Optimizer.AddDecayedWeights(0.1), Optimizer.Scale(-0.1)),
    };

    public static TheoryData<string> Names => [.. s_optimizers.Keys];

    /// <summary>Parameters with leaves that nobody trains.</summary>
    public sealed record Model(Tensor Weight, Tensor Labels, RandomKey Key, Func<Tensor, Tensor> Activation);

    [Theory]
    [MemberData(nameof(Names))]
    public void Leaves_that_are_not_floating_stay_as_they_are(string name)
    {
        GradientTransform optimizer = s_optimizers[name];
        var p = new Model(Tensor.From([2], [1f, 2f]), Tensor.From([2], [3, 4]), RandomKey.FromSeed(1), Tensor.Tanh);
        Model gradient = Transform.Grad((Model q) => Tensor.Square(q.Weight).Sum())(p);

        OptimizerState state = optimizer.Init(p);
        (Model updates, state) = optimizer.Update(gradient, state, p);
        (updates, _) = optimizer.Update(gradient, state, p);
        Model next = Optimizer.Apply(p, updates);

        Assert.Equal([3, 4], next.Labels.ToArray<int>());
        Assert.Equal(Tree.Leaves(p.Key)[0].ToArray<uint>(), Tree.Leaves(next.Key)[0].ToArray<uint>());
        Assert.Equal(Tensor.Tanh, next.Activation);
        Assert.All(next.Weight.ToArray<float>().Zip(p.Weight.ToArray<float>()), pair => Assert.True(pair.First < pair.Second));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Update_is_pure(string name)
    {
        GradientTransform optimizer = s_optimizers[name];
        (Tensor p, Tensor g) = (Tensor.From([2], [1.0, -2.0]), Tensor.From([2], [0.3, 0.7]));
        (_, OptimizerState state) = optimizer.Update(g, optimizer.Init(p), p);

        double[] once = optimizer.Update(g, state, p).Updates.ToArray<double>();
        double[] again = optimizer.Update(g, state, p).Updates.ToArray<double>();

        Assert.Equal(once, again);
        Assert.Equal([1.0, -2.0], p.ToArray<double>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void State_is_a_tree_that_comes_back_from_its_leaves(string name)
    {
        GradientTransform optimizer = s_optimizers[name];
        (Tensor p, Tensor g) = (Tensor.From([2], [1.0, -2.0]), Tensor.From([2], [0.3, 0.7]));
        (_, OptimizerState state) = optimizer.Update(g, optimizer.Init(p), p);

        OptimizerState restored = Tree.Rebuild(state, Tree.Leaves(state));

        Assert.Equal(optimizer.Update(g, state, p).Updates.ToArray<double>(), optimizer.Update(g, restored, p).Updates.ToArray<double>());
    }

    // Ensembles: three starts trained side by side are three runs.
    [Theory]
    [MemberData(nameof(Names))]
    public void Optimizers_may_be_mapped_over(string name)
    {
        GradientTransform optimizer = s_optimizers[name];
        Tensor Train(Tensor p)
        {
            OptimizerState state = optimizer.Init(p);
            for (int i = 0; i < 3; i++)
            {
                (Tensor updates, state) = optimizer.Update(Tensor.Tanh(p), state, p);
                p = Optimizer.Apply(p, updates);
            }

            return p;
        }

        Tensor starts = Tensor.From([3, 2], [1.0, -2.0, 0.4, 0.6, 3.0, -0.1]);

        Close.Within([.. Enumerable.Range(0, 3).SelectMany(i => Train(starts[i]).ToArray<double>())], Transform.Vmap(Train)(starts), relative: 1e-13);
    }

    [Fact]
    public void Steps_are_counted_in_a_tensor()
    {
        Tensor p = Tensor.From([1], [1.0]);
        GradientTransform adam = new ScaleByAdam();

        (_, OptimizerState state) = adam.Update(p, adam.Init(p), p);

        Tensor step = Assert.IsType<ScaleByAdam.State<Tensor>>(state).Step;
        Assert.Equal(new Spec(Shape.Scalar, DType.Int32), step.Spec);
        Assert.Equal(1, step.ToScalar());
    }

    [Fact]
    public void State_of_another_transform_is_refused()
    {
        Tensor p = Tensor.From([1], [1.0]);
        Tensor[] ps = [p];

        Says<ArgumentException>(
            "ScaleByAdam: the state must be ScaleByAdam.State<Tensor>; got Momentum.State<Tensor>. Make it with Init of this very transform, on parameters of this type.",
            () => Optimizer.ScaleByAdam().Update(p, Optimizer.Momentum(0.9).Init(p), p));
        Says<ArgumentException>(
            "ScaleByAdam: the state must be ScaleByAdam.State<Tensor>; got ScaleByAdam.State<Tensor[]>. Make it with Init of this very transform, on parameters of this type.",
            () => Optimizer.ScaleByAdam().Update(p, Optimizer.ScaleByAdam().Init(ps), p));
        Says<ArgumentException>(
            "Chain: the state must have one part a link, 3; got 2. Make it with Init of this very transform.",
            () => Optimizer.AdamW(0.1, 0.1).Update(p, Optimizer.Adam(0.1).Init(p), p));
    }

    [Fact]
    public void Shapes_that_would_broadcast_are_refused_by_path()
    {
        (Tensor A, Tensor B) p = (Tensor.Zeros([2]), Tensor.Zeros([3, 1]));
        (Tensor A, Tensor B) g = (Tensor.Zeros([2]), Tensor.Zeros([3]));
        GradientTransform momentum = Optimizer.Momentum(0.9);

        Says<ShapeException>(
            "apply: gradients, state and parameters must agree in shape and dtype at Item2; got f32[3, 1] and f32[3].", () => Optimizer.Apply(p, g));
        Says<ShapeException>(
            "momentum: gradients, state and parameters must agree in shape and dtype at Item2; got f32[3] and f32[3, 1].",
            () => momentum.Update(g, momentum.Init(p), p));
        Says<ShapeException>(
            "apply: gradients, state and parameters must agree in shape and dtype; got f32[3] and f64[3].",
            () => Optimizer.Apply(g.B, Tensor.Zeros([3], DType.Float64)));
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Says<ArgumentException>("momentum: the decay must be in [0, 1); got 1.", () => Optimizer.Sgd(0.1, momentum: 1));
        Says<ArgumentException>("sgd: nesterov needs a momentum of more than 0; got 0.", () => Optimizer.Sgd(0.1, nesterov: true));
        Says<ArgumentException>("scale_by_adam: beta2 must be in [0, 1); got 1.5.", () => Optimizer.Adam(0.1, beta2: 1.5));
        Says<ArgumentException>("clip_by_global_norm: the limit must be finite and more than 0; got 0.", () => Optimizer.ClipByGlobalNorm(0));
        Says<ArgumentException>("add_decayed_weights: the decay must be finite and 0 or more; got -0.1.", () => Optimizer.AddDecayedWeights(-0.1));
        Says<ArgumentException>("scale: the factor must be finite; got NaN.", () => Optimizer.Scale(double.NaN));
    }

    private static void Says<TException>(string message, Func<object> call)
        where TException : Exception => Assert.Equal(message, Assert.Throws<TException>(call).Message);
}
