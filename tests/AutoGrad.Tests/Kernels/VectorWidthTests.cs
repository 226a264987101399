using System.Runtime.Intrinsics;

namespace AutoGrad.Tests;

public sealed class VectorWidthTests
{
    // Whoever asks for narrower vectors, to test the paths of lesser processors, must get them: the names of these settings
    // have changed from one runtime to the next, and a wrong one is ignored.
    [Fact]
    public void Vectors_are_no_wider_than_was_asked_for()
    {
        if (IsOff("EnableAVX512"))
        {
            Assert.False(Vector512.IsHardwareAccelerated);
        }

        if (IsOff("EnableAVX2"))
        {
            Assert.False(Vector256.IsHardwareAccelerated);
        }
    }

    private static bool IsOff(string setting) => Environment.GetEnvironmentVariable("DOTNET_" + setting) == "0";
}
