namespace AutoGrad;

/// <summary>A run of places along one axis, all others whole.</summary>
internal readonly record struct AxisRun(int Axis, int Start, int Length);

/// <summary>
/// The cotangents of a value that came back through runs of its places, kept apart until all are there. Joined at once, n runs
/// that do not overlap cost one copy of the value; padded with zeros and added one by one, they would cost n.
/// </summary>
internal sealed class CotangentParts(Spec value)
{
    // What reads a place twice mostly does so within a few operations.
    private const int Remembered = 4;

    private readonly List<(AxisRun Run, Tensor Bar)> _parts = [];

    public void Add(AxisRun run, Tensor bar)
    {
        for (int i = _parts.Count - 1; i >= 0 && i >= _parts.Count - Remembered; i--)
        {
            if (_parts[i].Run == run)
            {
                Tensor before = _parts[i].Bar;
                _parts[i] = (run, before + bar);
                Arena.Hold(_parts[i].Bar);
                Arena.Release(before);
                return;
            }
        }

        _parts.Add((run, bar));
        Arena.Hold(bar);
    }

    /// <summary>Lets go of all parts.</summary>
    public void Release()
    {
        foreach ((_, Tensor bar) in _parts)
        {
            Arena.Release(bar);
        }
    }

    /// <summary>The sum of all parts, each in its place, zeros elsewhere.</summary>
    public Tensor Sum()
    {
        // Most come back last place first: then the way there has put them in reverse order.
        _parts.Reverse();
        Tensor? sum = null;
        foreach (List<(AxisRun Run, Tensor Bar)> layer in FollowOneAnother() ? [_parts] : Layers())
        {
            Tensor joined = Joined(layer);
            sum = sum is null ? joined : sum + joined;
        }

        return sum!;
    }

    private bool FollowOneAnother()
    {
        for (int i = 1; i < _parts.Count; i++)
        {
            if (!Follows(_parts[i].Run, _parts[i - 1].Run))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Follows(AxisRun run, AxisRun last) => run.Axis == last.Axis && run.Start >= last.Start + last.Length;

    // Each part in the first layer along its axis whose last part ends before it starts.
    private List<List<(AxisRun Run, Tensor Bar)>> Layers()
    {
        var layers = new List<List<(AxisRun Run, Tensor Bar)>>();
        foreach ((AxisRun Run, Tensor Bar) part in _parts.OrderBy(part => part.Run.Start))
        {
            List<(AxisRun Run, Tensor Bar)>? layer = layers.Find(earlier => Follows(part.Run, earlier[^1].Run));
            if (layer is null)
            {
                layers.Add(layer = []);
            }

            layer.Add(part);
        }

        return layers;
    }

    private Tensor Joined(List<(AxisRun Run, Tensor Bar)> layer)
    {
        int axis = layer[0].Run.Axis;
        var pieces = new List<Tensor>();
        int end = 0;
        foreach ((AxisRun run, Tensor bar) in layer)
        {
            AddZeros(run.Start - end);
            pieces.Add(bar);
            end = run.Start + run.Length;
        }

        AddZeros(value.Shape[axis] - end);
        return Tensor.Concatenate([.. pieces], axis);

        void AddZeros(int length)
        {
            if (length > 0)
            {
                pieces.Add(Tensor.Zeros(value.Shape.With(axis, length), value.DType));
            }
        }
    }
}
