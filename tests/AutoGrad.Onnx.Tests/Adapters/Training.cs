using AutoGrad.Optim;

namespace AutoGrad.Onnx.Tests;

/// <summary>Steps of optimizers (ai.onnx.preview.training): rate and count, then parameters, gradients and states, each a list.</summary>
internal static partial class Adapters
{
    private static Tensor?[] Adagrad(Node node)
    {
        (Tensor rate, double count, Tensor[][] lists) = Lists(node, 3);
        (Tensor[] x, Tensor[] g, Tensor[] sum) = (lists[0], Regularised(node, lists), lists[2]);
        rate /= 1 + count * node.Double("decay_factor", 0);
        var scale = new ScaleByAdagrad(0, node.Double("epsilon", 1e-6), EpsilonInRoot: false);
        Step<Tensor[]> step = scale.Update(g, new ScaleByAdagrad.State<Tensor[]>(sum), x);
        return [.. Moved(x, step.Updates, rate), .. step.State.Of<ScaleByAdagrad.State<Tensor[]>>(scale).Sum];
    }

    // ONNX adds epsilon to the root before the bias is taken out of it, the library after.
    private static Tensor?[] Adam(Node node)
    {
        (Tensor rate, double count, Tensor[][] lists) = Lists(node, 4);
        (Tensor[] x, Tensor[] g) = (lists[0], Regularised(node, lists));
        (double alpha, double beta, double epsilon) = (node.Double("alpha", 0.9), node.Double("beta", 0.999), node.Double("epsilon", 1e-6));
        double scale = 1 - node.Double("norm_coefficient_post", 0);
        if (count > 0)
        {
            var adam = new ScaleByAdam(alpha, beta, epsilon / Math.Sqrt(1 - Math.Pow(beta, count)));
            Step<Tensor[]> step = adam.Update(g, new ScaleByAdam.State<Tensor[]>(Tensor.Scalar(count - 1, DType.Int32), lists[2], lists[3]), x);
            ScaleByAdam.State<Tensor[]> state = step.State.Of<ScaleByAdam.State<Tensor[]>>(adam);
            return [.. Moved(x, step.Updates, rate).Select(moved => scale * moved), .. state.Mean, .. state.Square];
        }

        // Before any count there is no bias to take out.
        Tensor[] means = [.. lists[2].Zip(g, (mean, slope) => alpha * mean + (1 - alpha) * slope)];
        Tensor[] squares = [.. lists[3].Zip(g, (square, slope) => beta * square + (1 - beta) * Tensor.Square(slope))];
        Tensor[] updates = [.. means.Zip(squares, (mean, square) => mean / (Tensor.Sqrt(square) + epsilon))];
        return [.. Moved(x, updates, rate).Select(moved => scale * moved), .. means, .. squares];
    }

    // The gradient's own weight in the sum is 1 until there was a step.
    private static Tensor?[] Momentum(Node node)
    {
        (Tensor rate, double count, Tensor[][] lists) = Lists(node, 3);
        (Tensor[] x, Tensor[] g) = (lists[0], Regularised(node, lists));
        (double alpha, double beta) = (node.Double("alpha", 0.9), node.Double("beta", 1));
        bool isNesterov = node.Text("mode", "standard") == "nesterov";
        double weight = count > 0 ? beta : 1;
        var momentum = new Momentum(alpha);
        Step<Tensor[]> step = momentum.Update([.. g.Select(slope => weight * slope)], new Momentum.State<Tensor[]>(lists[2]), x);
        Tensor[] sums = step.State.Of<Momentum.State<Tensor[]>>(momentum).Sum;
        Tensor[] updates = isNesterov ? [.. g.Zip(sums, (slope, sum) => slope + alpha * sum)] : step.Updates;
        return [.. Moved(x, updates, rate), .. sums];
    }

    private static (Tensor Rate, double Count, Tensor[][] Lists) Lists(Node node, int lists)
    {
        int each = (node.Inputs.Length - 2) / lists;
        return (node[0], node[1].ToScalar(), [.. node.Inputs[2..].Chunk(each)]);
    }

    private static Tensor[] Regularised(Node node, Tensor[][] lists)
    {
        double decay = node.Double("norm_coefficient", 0);
        return new AddDecayedWeights(decay).Update(lists[1], new NoState(), lists[0]).Updates;
    }

    private static Tensor[] Moved(Tensor[] x, Tensor[] updates, Tensor rate) => [.. x.Zip(updates, (from, update) => from - rate * update)];
}
