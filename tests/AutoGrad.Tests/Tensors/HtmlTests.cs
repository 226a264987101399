using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AutoGrad.Tests;

public sealed class HtmlTests
{
    [Fact]
    public void A_tensor_shows_its_spec_range_and_what_is_not_finite()
    {
        string html = Tensor.From([2, 3], [1.0, -2.0, 3.0, double.NaN, double.PositiveInfinity, 0.0]).ToHtml();

        Assert.Contains("<b>f64[2, 3]</b> from -2 to 3, mean 0.5, 1 NaN, 1 infinite", html, StringComparison.Ordinal);
        Assert.Contains("NaN", XDocument.Parse(html).Descendants("pre").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_tensor_is_cut_and_has_a_map_of_its_means()
    {
        // The left half is 1, the right half -2: so is each cell of the map.
        Tensor x = Tensor.Concatenate([Tensor.Ones([300, 480]), Tensor.Full([300, 480], -2)], axis: 1);

        string html = x.ToHtml();

        string[] cells = [.. Regex.Matches(html, "fill=\"(#[0-9a-f]+)\" fill-opacity=\"([0-9.]+)\"").Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")];
        Assert.Equal(24 * 48, cells.Length);
        Assert.All(cells[..24], cell => Assert.Equal("#1a73c8 0.52", cell));
        Assert.All(cells[24..48], cell => Assert.Equal("#e66100 1", cell));
        Assert.Contains("...", html, StringComparison.Ordinal);
        Assert.InRange(html.Length, 1000, 200_000);
    }

    [Fact]
    public void A_traced_tensor_says_what_it_is()
    {
        string recorded = "", batched = "";

        Transform.Grad(x =>
        {
            recorded = x.ToHtml();
            return x.Sum();
        })(Tensor.Ones([2]));
        Transform.Vmap(x =>
        {
            batched = x.ToHtml();
            return x;
        })(Tensor.Ones([3, 2]));

        Assert.Contains("f32[2] recorded: ", recorded, StringComparison.Ordinal);
        Assert.Contains("f32[2] for each example of ", batched, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_scalar_and_mask_tensors_show_themselves()
    {
        Assert.Contains("f32[0, 3] []", Tensor.Zeros([0, 3]).ToHtml(), StringComparison.Ordinal);
        Assert.Contains("f64[] 2.5", Tensor.Scalar(2.5, DType.Float64).ToHtml(), StringComparison.Ordinal);
        Assert.Contains("bool[2]", Tensor.From([2], [true, false]).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_tree_is_summed_up_leaf_by_leaf()
    {
        var tree = (Weight: Tensor.From([2, 2], [1.0, 2.0, 3.0, double.NaN]), Labels: Tensor.From([3], [1, 2, 3]));

        TreeSummary summary = Tree.Summarize(tree);

        Assert.Equal(
            """
            leaf   kind       least  mean  greatest  not finite
            Item1  f64[2, 2]  1      2     3         1
            Item2  i32[3]     –      –     –         0
            2 leaves, 7 numbers
            """.ReplaceLineEndings("\n"),
            summary.ToString());
        Assert.Equal(7, summary.Size);
        Assert.Equal(3, XDocument.Parse($"<r>{summary.ToHtml()}</r>").Descendants("tr").Count());
    }
}
