using AutoGrad.Nn;

namespace AutoGrad.Onnx.Tests;

/// <summary>RNN, GRU and LSTM. Each direction is a cell of its own; the library's order of gates is PyTorch's.</summary>
internal static partial class Adapters
{
    // ONNX: gates i, o, f, c and peepholes i, o, f; here i, f, c (g), o and i, f, o.
    private static readonly int[] s_lstmOrder = [0, 2, 3, 1];

    private static readonly int[] s_peepholeOrder = [0, 2, 1];

    // ONNX: gates z, r, h; here r, z, h (n).
    private static readonly int[] s_gruOrder = [1, 0, 2];

    private static Tensor?[] Rnn(Node node)
    {
        Func<Tensor, Tensor>[][] functions = Functions(node, ["Tanh"]);
        double? clip = node.Double("clip");
        (Tensor y, Tensor h, _) = EachDirection(node, (direction, x, reverse, initial, lengths) =>
        {
            (Tensor? biasIh, Tensor? biasHh) = Biases(node, direction, [0]);
            var cell = new RnnCell(node[1][direction], node[2][direction], biasIh, biasHh) { Activation = functions[direction][0], Clip = clip };
            (Tensor outputs, Tensor state) = RnnCell.Run(cell, x, initial, lengths, reverse);
            return (outputs, state, state);
        });
        return [y, h];
    }

    private static Tensor?[] Gru(Node node)
    {
        Func<Tensor, Tensor>[][] functions = Functions(node, ["Sigmoid", "Tanh"]);
        double? clip = node.Double("clip");
        bool resetsAfter = node.Flag("linear_before_reset");
        (Tensor y, Tensor h, _) = EachDirection(node, (direction, x, reverse, initial, lengths) =>
        {
            (Tensor? biasIh, Tensor? biasHh) = Biases(node, direction, s_gruOrder);
            var cell = new GruCell(Ordered(node[1][direction], s_gruOrder), Ordered(node[2][direction], s_gruOrder), biasIh, biasHh)
            {
                Gate = functions[direction][0],
                Candidate = functions[direction][1],
                ResetsAfter = resetsAfter,
                Clip = clip,
            };
            (Tensor outputs, Tensor state) = GruCell.Run(cell, x, initial, lengths, reverse);
            return (outputs, state, state);
        });
        return [y, h];
    }

    private static Tensor?[] Lstm(Node node)
    {
        Func<Tensor, Tensor>[][] functions = Functions(node, ["Sigmoid", "Tanh", "Tanh"]);
        double? clip = node.Double("clip");
        bool coupled = node.Flag("input_forget");
        Tensor? initialC = node.Flag("layout") ? node.Optional(6)?.SwapAxes(0, 1) : node.Optional(6);
        (Tensor y, Tensor h, Tensor c) = EachDirection(node, (direction, x, reverse, initial, lengths) =>
        {
            (Tensor? biasIh, Tensor? biasHh) = Biases(node, direction, s_lstmOrder);
            Tensor? peepholes = node.Optional(7) is { } p ? Ordered(p[direction], s_peepholeOrder) : null;
            var cell = new LstmCell(Ordered(node[1][direction], s_lstmOrder), Ordered(node[2][direction], s_lstmOrder), biasIh, biasHh, peepholes)
            {
                Gate = functions[direction][0],
                Candidate = functions[direction][1],
                Output = functions[direction][2],
                Clip = clip,
                IsCoupled = coupled,
            };
            Tensor zeros = Tensor.Zeros([x.Shape[1], node[2].Shape[2]], x.DType);
            LstmState? start = initial is null && initialC is null ? null : new LstmState(initial ?? zeros, initialC?[direction] ?? zeros);
            (Tensor outputs, LstmState state) = LstmCell.Run(cell, x, start, lengths, reverse);
            return (outputs, state.H, state.C);
        });
        return [y, h, c];
    }

    // Y is [steps, directions, n, hidden] and a state [directions, n, hidden]; in layout 1 the examples come first.
    private static (Tensor Y, Tensor H, Tensor C) EachDirection(
        Node node, Func<int, Tensor, bool, Tensor?, Tensor?, (Tensor Outputs, Tensor H, Tensor C)> run)
    {
        node.Ignore("hidden_size");
        bool examplesFirst = node.Flag("layout");
        string direction = node.Text("direction", "forward");
        Tensor x = examplesFirst ? node[0].SwapAxes(0, 1) : node[0];
        Tensor? initial = examplesFirst ? node.Optional(5)?.SwapAxes(0, 1) : node.Optional(5);
        (Tensor Outputs, Tensor H, Tensor C)[] ways =
            [.. Enumerable.Range(0, Directions(node)).Select(way => run(way, x, way == 1 || direction == "reverse", initial?[way], node.Optional(4)))];

        int axis = examplesFirst ? 1 : 0;
        return (
            Tensor.Stack([.. ways.Select(way => examplesFirst ? way.Outputs.SwapAxes(0, 1) : way.Outputs)], axis + 1),
            Tensor.Stack([.. ways.Select(way => way.H)], axis), Tensor.Stack([.. ways.Select(way => way.C)], axis));
    }

    private static int Directions(Node node) => node.Text("direction", "forward") == "bidirectional" ? 2 : 1;

    private static (Tensor? Ih, Tensor? Hh) Biases(Node node, int direction, int[] order)
    {
        if (node.Optional(3) is not { } all)
        {
            return (null, null);
        }

        Tensor[] halves = all[direction].Split(2);
        return (Ordered(halves[0], order), Ordered(halves[1], order));
    }

    private static Tensor Ordered(Tensor blocks, int[] order)
    {
        Tensor[] parts = blocks.Split(order.Length);
        return Tensor.Concatenate([.. order.Select(block => parts[block])]);
    }

    // For each direction as many as there are defaults; alphas and betas go, in order, to the functions that have any.
    private static Func<Tensor, Tensor>[][] Functions(Node node, string[] missing)
    {
        string[] names = node.Texts("activations") ?? [.. Enumerable.Range(0, Directions(node)).SelectMany(_ => missing)];
        var alphas = new Queue<double>(node.Doubles("activation_alpha") ?? []);
        var betas = new Queue<double>(node.Doubles("activation_beta") ?? []);
        double Alpha(double other) => alphas.TryDequeue(out double alpha) ? alpha : other;
        double Beta(double other) => betas.TryDequeue(out double beta) ? beta : other;

        Func<Tensor, Tensor> Function(string name)
        {
            switch (name.ToUpperInvariant())
            {
                case "TANH": return Tensor.Tanh;
                case "SIGMOID": return Tensor.Sigmoid;
                case "RELU": return Tensor.Relu;
                case "SOFTSIGN": return Activations.Softsign;
                case "SOFTPLUS": return x => Activations.Softplus(x);
                case "ELU": return Of(Alpha(1), (x, alpha) => Activations.Elu(x, alpha));
                case "LEAKYRELU": return Of(Alpha(0.01), (x, alpha) => Activations.LeakyRelu(x, alpha));
                case "THRESHOLDEDRELU": return Of(Alpha(1), (x, alpha) => Activations.Threshold(x, alpha, 0));
                case "HARDSIGMOID": return Of(Alpha(0.2), Beta(0.5), (x, alpha, beta) => Tensor.Clamp(alpha * x + beta, 0, 1));
                case "AFFINE": return Of(Alpha(1), Beta(0), (x, alpha, beta) => alpha * x + beta);
                case "SCALEDTANH": return Of(Alpha(1), Beta(1), (x, alpha, beta) => alpha * Tensor.Tanh(beta * x));
                default: throw node.Refused($"activation {name}");
            }
        }

        return [.. names.Select(Function).Chunk(missing.Length)];
    }

    private static Func<Tensor, Tensor> Of(double alpha, Func<Tensor, double, Tensor> f) => x => f(x, alpha);

    private static Func<Tensor, Tensor> Of(double alpha, double beta, Func<Tensor, double, double, Tensor> f) => x => f(x, alpha, beta);
}
