using System.Globalization;
using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace AutoGrad.PropertyTesting.Xunit;

/// <summary>Checks the gradient of a method by its arguments.</summary>
internal static class GradientMethod
{
    /// <summary>Runs FsCheck on a method.</summary>
    /// <exception cref="GradientLawException">The property does not hold; the message is FsCheck's.</exception>
    public static void Check(MethodInfo method, object? instance, GradientPropertyAttribute settings)
    {
        Config config = FsCheck.Config.QuickThrowOnFailure
            .WithMaxTest(settings.MaxTest).WithStartSize(settings.StartSize).WithEndSize(settings.EndSize).WithQuietOnSuccess(true);
        if (settings.Replay is { Length: > 0 } replay)
        {
            config = config.WithReplay(FSharpOption<Replay>.Some(Parsed(replay)));
        }

        Property law = Law(method, instance, settings);
        try
        {
            FsCheck.Check.One(config, law);
        }
        catch (Exception failure) when (failure.GetType() == typeof(Exception))
        {
            throw new GradientLawException(failure.Message);
        }
    }

    private static Property Law(MethodInfo method, object? instance, GradientPropertyAttribute settings)
    {
        ParameterInfo[] parameters = method.GetParameters();
        if (method.ReturnType != typeof(Tensor) || parameters.Length == 0)
        {
            throw new GradientLawException(
                $"GradientProperty: a method takes what its gradient is by, and returns a Tensor; got {method.ReturnType.Name} {method.Name} with {parameters.Length} parameters.");
        }

        Tensor Call(object?[] arguments) => (Tensor)method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture)!;
        IArbMap known = settings.Arbitrary.Reverse().Aggregate(ArbMap.Default.Merge(typeof(TensorArbitraries)), (map, type) => map.Merge(type));
        Arbitrary<object>[] each = [.. parameters.Select(parameter => known.ArbFor(parameter.ParameterType))];
        string[] names = [.. parameters.Select(parameter => parameter.Name!)];
        return each.Length == 1
            ? GradientLaws.Hold(x => Call([x]), each[0], settings.Order, settings.Tolerance, settings.MaxTest)
            : GradientLaws.Hold(x => Call([.. names.Select(name => x[name])]), Together(names, each), settings.Order, settings.Tolerance, settings.MaxTest);
    }

    // Paths and counterexamples name the parameters.
    private static Arbitrary<Dictionary<string, object?>> Together(string[] names, Arbitrary<object>[] each) => Arb.From(
        Gen.CollectToArray(each, arbitrary => arbitrary.Generator).Select(arguments => names.Zip(arguments).ToDictionary(pair => pair.First, object? (pair) => pair.Second)),
        arguments => names.SelectMany((name, i) => each[i].Shrinker(arguments[name]!).Select(simpler => new Dictionary<string, object?>(arguments) { [name] = simpler })));

    private static Replay Parsed(string replay)
    {
        ulong[] numbers = [.. replay.Trim('(', ')', ' ').Split(',').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture))];
        return new Replay(new Rnd(numbers[0], numbers[1]), numbers.Length > 2 ? FSharpOption<int>.Some((int)numbers[2]) : FSharpOption<int>.None);
    }
}
