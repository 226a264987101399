namespace AutoGrad.Benchmarks.Peers;

/// <summary>The same work as one of our cases, done by another library.</summary>
/// <param name="Case">The name of ours.</param>
/// <param name="Peer">The library.</param>
/// <param name="Prepare">Makes the inputs, and gives what is timed.</param>
internal sealed record PeerCase(string Case, string Peer, Func<Action> Prepare);

/// <summary>What both took.</summary>
/// <param name="Case">The name of the case.</param>
/// <param name="Peer">The other library.</param>
/// <param name="Allocator">How glibc's was set: "default", or "tuned" to keep what is freed.</param>
/// <param name="Threads">How many threads both may take.</param>
/// <param name="OursMs">Our median.</param>
/// <param name="PeerMs">Theirs.</param>
/// <param name="Ratio">Theirs over ours: more than 1 is faster.</param>
/// <param name="OursLowMs">Our lowest.</param>
/// <param name="PeerLowMs">Theirs.</param>
/// <param name="Samples">How many of each.</param>
internal sealed record PeerLine(
    string Case, string Peer, string Allocator, int Threads, double OursMs, double PeerMs, double Ratio, double OursLowMs, double PeerLowMs, int Samples);
