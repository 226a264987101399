using static AutoGrad.Tensor;

namespace AutoGrad.Tests;

/// <summary>Refusals of shaping and contractions, and what no row says.</summary>
public sealed class ShapingEdgeTests
{
    [Fact]
    public void A_chain_of_matrices_is_multiplied_in_the_cheap_order()
    {
        // (row · matrix) · matrix: 2 products of 300² numbers; matrix · matrix first would be 300³.
        Tensor row = Ones([1, 300]);
        Tensor matrix = Full([300, 300], 1.0 / 300);

        List<Application> seen = SpyTrace.Watch(x => Einsum("ij,jk,kl->il", x[0], x[1], x[1]), row, matrix);

        Assert.DoesNotContain(seen, application => application.Outputs[0].Size == 300 * 300 && application.Op.Name == "matmul");
        Close.Equal([.. Enumerable.Repeat(1.0, 300)], Einsum("ij,jk,kl->il", row, matrix, matrix), 1e-5);
    }

    [Fact]
    public void Without_an_arrow_the_letters_that_occur_once_remain_in_alphabetical_order()
    {
        Assert.Equal(new Shape(2, 3), Einsum("ji", Zeros([3, 2])).Shape);
        Assert.Equal(new Shape(4, 2, 5), Einsum("...ij,...jk", Zeros([4, 2, 3]), Zeros([3, 5])).Shape);
        Assert.Equal(11, Einsum("i,i", From([1, 2]), From([3, 4])).ToScalar());
    }

    [Fact]
    public void A_step_over_a_whole_axis_is_no_whole_axis() => Assert.Throws<ShapeException>(() => Zeros([4]).SliceAxis(0, 0, 4, 2));

    [Fact]
    public void A_triangle_of_ones_is_a_mask_too() =>
        Assert.Equal([false, false, false, true, false, false], Tri(2, 3, -1, DType.Bool).Reshape(-1).ToArray<bool>());

    [Fact]
    public void Refusals_name_the_rule_and_the_way_out()
    {
        Tensor x = Zeros([2, 3]);

        Refuses("split: the number of parts must divide the extent of axis 1 (for a shorter last part use Chunk); got 2 for f32[2, 3].", () => x.Split(2, axis: 1));
        Refuses("split: the lengths must be 0 or more and add up to 3, the extent of axis 1; got [1, 1] for f32[2, 3].", () => x.Split([1, 1], axis: 1));
        Refuses("chunk: count must be 1 or more; got 0 for f32[2, 3].", () => x.Chunk(0));
        Refuses("tile: repeats must be 0 or more; got [-1] for f32[2, 3].", () => x.Tile(-1));
        Refuses("repeat: count must be 0 or more; got -1 for f32[2, 3].", () => x.Repeat(-1, 0));
        Refuses("pad: axis 0 must have an element to continue (pad with a value); got f32[0].", () => Zeros([0]).Pad([1], [0], PadMode.Edge));
        Refuses("slice: places along axis 1 must be in [0, 3); got 3 from 2 by -2 of f32[2, 3].", () => x.SliceAxis(1, 2, 3, -2));
        Refuses("diagonal: two different axes are needed; got 0 and -2 for f32[2, 3].", () => x.Diagonal(0, 0, -2));
        Refuses("diag: a vector or a stack of vectors is needed; got f32[].", () => Scalar(1).Diag());
        Refuses("tril: a matrix or a stack of matrices is needed; got f32[3].", () => x[0].Tril());
        Refuses("mesh_grid: each tensor must be a vector; got f32[2, 3].", () => MeshGrid(x));
        Refuses("rearrange: both sides must name the same axes, each once; got \"a b -> a\" for f32[2, 3].", () => x.Rearrange("a b -> a"));
        Refuses("rearrange: the left side must name 2 axes; got \"a -> a\" for f32[2, 3].", () => x.Rearrange("a -> a"));
        Refuses("rearrange: all but one extent in brackets must be given, for example (\"b\", 2); got \"a (b c) -> a b c\" for f32[2, 3].", () => x.Rearrange("a (b c) -> a b c"));
        Refuses("rearrange: the extents in axis 1 must multiply to 3; got \"a (b c) -> a b c\" for f32[2, 3].", () => x.Rearrange("a (b c) -> a b c", ("b", 2)));
        Refuses("rearrange: brackets must close and not nest; got \"a (b -> a b\" for f32[2, 3].", () => x.Rearrange("a (b -> a b"));
        Refuses("einsum: 'j' must have one extent; got \"ij,jk->ik\" for f32[2, 3] and f32[2, 3].", () => Einsum("ij,jk->ik", x, x));
        Refuses("einsum: operand 0 must have 1 axes; got \"i->i\" for f32[2, 3].", () => Einsum("i->i", x));
        Refuses("einsum: the equation must have one arrow at most and name the axes of 1 operands; got \"ij,jk\" for f32[2, 3].", () => Einsum("ij,jk", x));
        Refuses("einsum: the result must name axes of the operands, each once; got \"ij->k\" for f32[2, 3].", () => Einsum("ij->k", x));
        Refuses("einsum: axes are named by letters, with ... once for further ones; got \"ij->i1\" for f32[2, 3].", () => Einsum("ij->i1", x));
        Refuses("tensor_dot: axes [0] and [1] must pair up, each once, with equal extents; got f32[2, 3] and f32[2, 3].", () => TensorDot(x, x, [0], [1]));
        Refuses("inner: both tensors must have a last axis of one extent; got f32[2, 3] and f32[].", () => Inner(x, Scalar(1)));
    }

    private static void Refuses(string message, Func<object> call) => Assert.Equal(message, Assert.Throws<ShapeException>(call).Message);
}
