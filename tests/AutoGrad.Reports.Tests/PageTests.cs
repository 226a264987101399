namespace AutoGrad.Reports.Tests;

public sealed class PageTests
{
    [Fact]
    public void Text_is_text_and_parts_keep_their_order()
    {
        string html = Page.Titled("a < b").Heading("first").Text("<script>").Table(["k"], [["1 & 2"]]).Show(Chart.Line([1.0], "last")).ToHtml();

        Assert.Contains("<h1>a &lt; b</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<p>&lt;script&gt;</p>", html, StringComparison.Ordinal);
        Assert.Contains("<table><tr><th>k</th></tr><tr><td>1 &amp; 2</td></tr></table>", html, StringComparison.Ordinal);
        Assert.True(html.IndexOf("first", StringComparison.Ordinal) < html.IndexOf("last", StringComparison.Ordinal));
    }

    [Fact]
    public void A_longer_page_leaves_the_shorter_as_it_was()
    {
        Page page = Page.Titled("t");

        page.Text("more");

        Assert.Equal("t (0 parts)", page.ToString());
    }
}
