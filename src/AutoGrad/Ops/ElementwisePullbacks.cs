using System.Collections.Concurrent;

namespace AutoGrad;

/// <summary>
/// The reverse rules of elementwise operations in one pass: what a rule says in several operations, each of which would read
/// and write the whole tensor.
/// </summary>
internal static class ElementwisePullbacks
{
    // Operations with parameters that never come again must not fill the memory.
    private const int Most = 1024;

    private static readonly ConcurrentDictionary<(Op Op, int Input), ElementwiseFunction> s_functions = new();

    /// <summary>Runs a rule on numbers in one pass.</summary>
    /// <param name="op">Whose rule it is.</param>
    /// <param name="input">Whose cotangent it gives.</param>
    /// <param name="arguments">What it reads.</param>
    /// <param name="rule">From the operation, the input and what it reads, to the cotangent.</param>
    /// <returns>Null: it must run as it is written, as an argument is traced, or the shapes differ.</returns>
    public static Tensor? Run(Op op, int input, ReadOnlySpan<Tensor> arguments, Func<Op, int, Tensor[], Tensor> rule)
    {
        foreach (Tensor x in arguments)
        {
            if (x.Trace is not null)
            {
                return null;
            }
        }

        if (!s_functions.TryGetValue((op, input), out ElementwiseFunction? function))
        {
            function = new ElementwiseFunction($"{op.Name}_vjp", all => [rule(op, input, all)]);
            if (s_functions.Count < Most)
            {
                function = s_functions.GetOrAdd((op, input), function);
            }
        }

        return function.Evaluate(arguments);
    }
}
