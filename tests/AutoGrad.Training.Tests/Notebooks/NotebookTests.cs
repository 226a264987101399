namespace AutoGrad.Training.Tests;

/// <summary>Each notebook and its twin are one lesson. <c>.ci/update-notebooks</c> writes the notebooks anew from the twins.</summary>
public sealed class NotebookTests
{
    private const string Mark = "-- end of cell --";

    private static readonly string s_folder = Path.Combine(ProjectFolder.Root, "notebooks");

    public static TheoryData<string> Lessons =>
        [.. Directory.GetFiles(s_folder).Where(path => Path.GetExtension(path) is ".cs" or ".ipynb")
            .Select(Path.GetFileNameWithoutExtension).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    [Fact]
    public void Lessons_are_found() => Assert.Contains("01-first-gradients", Directory.GetFiles(s_folder).Select(Path.GetFileNameWithoutExtension));

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task A_notebook_holds_the_cells_of_its_twin(string lesson)
    {
        IReadOnlyList<Cell> cells = Twin.Cells(ReadTwin(lesson));
        if (Environment.GetEnvironmentVariable("UPDATE_NOTEBOOKS") == "1")
        {
            await Update(lesson, cells);
        }

        Notebook notebook = ReadNotebook(lesson);

        Assert.Equal(cells, notebook.Cells);
        Assert.Equal(4, notebook.Format);
        Assert.Equal(".net-csharp", notebook.Kernel);
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task A_twin_prints_what_its_notebook_stores(string lesson)
    {
        string printed = await Twin.Run(Path.Combine(s_folder, lesson + ".cs"));

        Assert.Equal(ReadNotebook(lesson).Printed, printed);
    }

    [Fact]
    public void Cells_are_told_apart_by_their_marks()
    {
        const string Program = """
            // %% [markdown]
            // # Title
            //
            // Text.

            // %%
            #:project a.csproj
            // notebook: #r "a.dll"
            Use(1);

            // %%
            Use(2);

            """;

        Assert.Equal(
            [new Cell(false, "# Title\n\nText."), new Cell(true, "#r \"a.dll\"\nUse(1);"), new Cell(true, "Use(2);")],
            Twin.Cells(Program));
    }

    [Fact]
    public void A_Markdown_cell_that_holds_code_is_refused()
    {
        FormatException e = Assert.Throws<FormatException>(() => Twin.Cells("// %% [markdown]\nUse(1);\n"));

        Assert.Equal("a line of a Markdown cell begins with //; got Use(1);", e.Message);
    }

    [Fact]
    public void A_notebook_is_read_as_it_was_written()
    {
        Cell[] cells = [new(false, "# Title\n\nText"), new(true, "Print();"), new(true, "Draw();"), new(true, "Nothing();")];

        Notebook notebook = Notebook.Parse(Notebook.Of(cells, ["one\ntwo\n", "text\n<svg></svg>\nA line\nmore\n", ""]).ToString());

        Assert.Equal(cells, notebook.Cells);
        Assert.Equal("one\ntwo\ntext\nA line\nmore\n", notebook.Printed);
    }

    private static string ReadTwin(string lesson) => ProjectFolder.Read(Path.Combine("notebooks", lesson + ".cs"));

    private static Notebook ReadNotebook(string lesson) => Notebook.Parse(ProjectFolder.Read(Path.Combine("notebooks", lesson + ".ipynb")));

    // A copy of the twin that marks the ends of its cells tells which cell printed what.
    private static async Task Update(string lesson, IReadOnlyList<Cell> cells)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string copy = Path.Combine(folder, lesson + ".cs");
            string program = Twin.WithMarks(Twin.WithPictures(ReadTwin(lesson)), Mark).Replace("#:project ..", $"#:project {ProjectFolder.Root}", StringComparison.Ordinal);
            await File.WriteAllTextAsync(copy, program);
            string[] printed = (await Twin.Run(copy)).Split(Mark + "\n");
            await File.WriteAllTextAsync(Path.Combine(s_folder, lesson + ".ipynb"), Notebook.Of(cells, printed).ToString());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
