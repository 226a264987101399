using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace AutoGrad;

internal static unsafe partial class Pool2dKernel
{
    /// <summary>The windows of one output row over one plane: the greatest element of one, four or eight of them.</summary>
    private struct MaxWindow<T>(in Pool2dGeometry geometry, T* x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly int _inWidth = geometry.InWidth;
        private readonly int _height = geometry.WindowHeight;
        private readonly int _width = geometry.WindowWidth;
        private readonly int _stride = geometry.StrideWidth;
        private readonly int _padLeft = geometry.PadLeft;
        private readonly int _dilation = geometry.DilationWidth;
        private readonly int _rowStep = geometry.DilationHeight;
        private readonly int _inHeight = geometry.InHeight;
        private readonly int _strideHeight = geometry.StrideHeight;
        private readonly int _padTop = geometry.PadTop;
        private int _first;
        private int _last;

        /// <summary>Finds the real rows of the windows of output row <paramref name="i"/>.</summary>
        public void MoveToRow(int i)
        {
            int start = i * _strideHeight - _padTop;
            _first = FirstReal(start, _rowStep);
            _last = Math.Min(_inHeight, start + (_height - 1) * _rowStep + 1);
        }

        public readonly T One(int j, out int index)
        {
            int start = j * _stride - _padLeft;
            int first = FirstReal(start, _dilation);
            int last = Math.Min(_inWidth, start + (_width - 1) * _dilation + 1);

            // Holds where everything is −∞.
            T best = T.NegativeInfinity;
            index = _first * _inWidth + first;
            for (int row = _first; row < _last; row += _rowStep)
            {
                for (int column = first; column < last; column += _dilation)
                {
                    T value = x[row * _inWidth + column];
                    if (value > best || T.IsNaN(value))
                    {
                        best = value;
                        index = row * _inWidth + column;
                    }
                }
            }

            return best;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Eight(int j, float* y, int* indices)
        {
            int start = j * _stride - _padLeft;
            Vector256<int> steps = Vector256<int>.Indices * _stride;
            Vector256<float> best = Vector256.Create(float.NegativeInfinity);
            Vector256<int> where = Vector256.Create(_first * _inWidth + start) + steps;
            for (int row = _first; row < _last; row += _rowStep)
            {
                int at = row * _inWidth + start;
                for (int v = 0; v < _width; v++)
                {
                    Vector256<float> value = LoadEight((float*)x + at, _stride);
                    Vector256<float> better = Vector256.GreaterThan(value, best) | ~Vector256.Equals(value, value);
                    best = Vector256.ConditionalSelect(better, value, best);
                    where = Vector256.ConditionalSelect(better.AsInt32(), Vector256.Create(at) + steps, where);
                    at += _dilation;
                }
            }

            best.Store(y);
            where.Store(indices);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Four(int j, float* y, int* indices)
        {
            int start = j * _stride - _padLeft;
            Vector128<int> steps = Vector128<int>.Indices * _stride;
            Vector128<float> best = Vector128.Create(float.NegativeInfinity);
            Vector128<int> where = Vector128.Create(_first * _inWidth + start) + steps;
            for (int row = _first; row < _last; row += _rowStep)
            {
                int at = row * _inWidth + start;
                for (int v = 0; v < _width; v++)
                {
                    float* from = (float*)x + at;
                    Vector128<float> value = _stride == 1
                        ? Vector128.Load(from)
                        : Vector128.Create(from[0], from[_stride], from[2 * _stride], from[3 * _stride]);
                    Vector128<float> better = Vector128.GreaterThan(value, best) | ~Vector128.Equals(value, value);
                    best = Vector128.ConditionalSelect(better, value, best);
                    where = Vector128.ConditionalSelect(better.AsInt32(), Vector128.Create(at) + steps, where);
                    at += _dilation;
                }
            }

            best.Store(y);
            where.Store(indices);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Vector256<float> LoadEight(float* from, nint stride)
        {
            if (stride == 1)
            {
                return Vector256.Load(from);
            }

            if (stride == 2 && Avx2.IsSupported)
            {
                // Elements 0 … 7 and 7 … 14: a load from 8 would read beyond the row.
                Vector256<float> even = Avx.Shuffle(Vector256.Load(from), Vector256.Load(from + 7), 0b11_01_10_00);
                return Avx2.Permute4x64(even.AsDouble(), 0b11_01_10_00).AsSingle();
            }

            return Vector256.Create(
                from[0], from[stride], from[2 * stride], from[3 * stride],
                from[4 * stride], from[5 * stride], from[6 * stride], from[7 * stride]);
        }
    }
}
