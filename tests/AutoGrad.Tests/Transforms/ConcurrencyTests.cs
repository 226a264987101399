using System.Runtime.InteropServices;
using static AutoGrad.Transform;

namespace AutoGrad.Tests;

/// <summary>Many threads of a program's own, each with transforms of its own, on the one pool of the library's.</summary>
[Collection("Threads")]
public sealed class ConcurrencyTests
{
    private const int Users = 32;
    private const int Rounds = 3;

    [Theory]
    [InlineData("perceptron")]
    [InlineData("convolution")]
    [InlineData("nested")]
    [InlineData("elementwise")]
    public void Each_of_many_threads_gets_the_bits_of_a_single_one(string program)
    {
        Func<int, Tensor[]> run = program switch
        {
            "perceptron" => Perceptron,
            "convolution" => Convolution,
            "nested" => Nested,
            _ => Elementwise,
        };
        byte[][] expected = ThreadLimit.Run(1, () => Enumerable.Range(0, Users).Select(user => Bytes(run(user))).ToArray());

        byte[][][] found = ThreadLimit.Run(4, () => OnThreads(user => Enumerable.Range(0, Rounds).Select(_ => Bytes(run(user))).ToArray()));

        for (int user = 0; user < Users; user++)
        {
            Assert.All(found[user], bytes => Assert.True(expected[user].AsSpan().SequenceEqual(bytes), $"thread {user}"));
        }
    }

    [Fact]
    public void What_one_thread_throws_reaches_it_alone()
    {
        string[] messages = ThreadLimit.Run(4, () => OnThreads(user =>
        {
            for (int round = 0; round < 20; round++)
            {
                try
                {
                    WorkPool.Run(50, user, static (user, chunk) =>
                    {
                        if (chunk == user && user % 2 == 1)
                        {
                            throw new InvalidOperationException($"thread {user}");
                        }
                    });
                }
                catch (InvalidOperationException error)
                {
                    if (error.Message != $"thread {user}")
                    {
                        return $"thread {user} was told of {error.Message}";
                    }

                    continue;
                }

                if (user % 2 == 1)
                {
                    return $"thread {user} was told of nothing";
                }
            }

            return "";
        }));

        Assert.All(messages, message => Assert.Equal("", message));
    }

    private static Tensor[] Perceptron(int user)
    {
        Tensor x = Numbers(user, 64, 200);
        (Tensor, Tensor) p = (Numbers(user + 100, 200, 150), Numbers(user + 200, 150, 10));
        (Tensor first, Tensor second) = Grad<(Tensor V, Tensor W)>(q => Tensor.Square(Tensor.MatMul(Tensor.Tanh(Tensor.MatMul(x, q.V)), q.W)).Mean())(p);
        return [first, second];
    }

    private static Tensor[] Convolution(int user)
    {
        Tensor x = Numbers(user, 4, 3, 20, 20);
        Tensor w = Numbers(user + 100, 8, 3, 3, 3);
        return [Grad(v => Pool.Max2d(Tensor.Relu(Tensor.Convolve2d(x, v)), 2).Sum())(w), Grad(v => Tensor.Convolve2d(v, w).Sum())(x)];
    }

    private static Tensor[] Nested(int user)
    {
        Tensor x = Numbers(user, 40, 30);
        return
        [
            Vmap(Grad(v => (Tensor.Sin(v) * v).Sum()))(x),
            Grad(v => Tensor.Square(Grad(u => Tensor.Tanh(u).Sum())(v)).Sum())(x),
        ];
    }

    private static Tensor[] Elementwise(int user)
    {
        Tensor x = Numbers(user, 300, 200);
        return [Grad(v => (v * Tensor.Sigmoid(v) + Tensor.Tanh(v) * v.Sum(1, keepDims: true)).Mean())(x), x.T.Sum(0), Tensor.Where(x > 0.0, x, 0.0)];
    }

    private static Tensor Numbers(int seed, params int[] shape) => Draw.Normal(RandomKey.FromSeed((ulong)seed), [.. shape]);

    private static byte[] Bytes(Tensor[] tensors) => [.. tensors.SelectMany(x => MemoryMarshal.AsBytes(x.ToArray<float>().AsSpan()).ToArray())];

    private static T[] OnThreads<T>(Func<int, T> body)
    {
        var results = new T[Users];
        var failures = new Exception?[Users];
        using var start = new Barrier(Users);
        Thread[] threads = [.. Enumerable.Range(0, Users).Select(user => new Thread(() =>
        {
            start.SignalAndWait();
#pragma warning disable CA1031 // what a thread throws is told by the test, not by the end of the process
            try
            {
                results[user] = body(user);
            }
            catch (Exception error)
            {
                failures[user] = error;
            }
#pragma warning restore CA1031
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromMinutes(4)), "a thread waits for ever"));
        Assert.All(failures, Assert.Null);
        return results;
    }
}
