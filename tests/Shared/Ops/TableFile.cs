namespace AutoGrad.Testing;

/// <summary>A generated file of the documentation.</summary>
internal static class TableFile
{
    /// <summary>Fails if the file holds anything else; writes it where <c>.ci/update-tables</c> asks for that.</summary>
    public static void Check(string path, string expected)
    {
        if (Environment.GetEnvironmentVariable("UPDATE_TABLES") == "1")
        {
            File.WriteAllText(Path.Combine(ProjectFolder.Root, path), expected);
        }

        Assert.True(ProjectFolder.Read(path) == expected, $"{path} is out of date: run .ci/update-tables");
    }
}
