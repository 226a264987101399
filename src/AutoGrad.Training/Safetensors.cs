using AutoGrad.Data;

namespace AutoGrad.Training;

/// <summary>Writes trees of tensors to files and reads them back, in the safetensors format that other tools read too.</summary>
/// <remarks>
/// A file is: the length of the header, 8 bytes, least significant first; the header, JSON from each tensor's name to
/// its dtype, shape and place; the elements. Names are the tree's paths: <c>Layers[1].Weight</c>. Such a file runs no code
/// when it is read. Source: github.com/huggingface/safetensors, README, section "Format".
/// </remarks>
/// <example>
/// <code>
/// Safetensors.Save("digits.safetensors", parameters);
/// Mlp again = Safetensors.Load("digits.safetensors", template: parameters);
/// </code>
/// </example>
public static class Safetensors
{
    /// <summary>Writes the tensors of a tree. The file is there whole or, if something fails, as it was before.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="tree">Any tree. What is not a tensor in it is not written.</param>
    /// <exception cref="TreeException">A value in the tree is no tree.</exception>
    /// <exception cref="ArgumentException">Two tensors have one path, or one has the name that the format keeps for itself: such a file could not be read.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save<T>(string path, T tree)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        TreeLeaf[] leaves = Tree.LeavesWithPath(tree);
        HashSet<string> names = new([SafetensorsReader.Metadata], StringComparer.Ordinal);
        if (Array.FindIndex(leaves, leaf => !names.Add(leaf.Path)) is >= 0 and int taken)
        {
            throw new ArgumentException(
                $"Safetensors.Save: each tensor must have a path of its own, other than {SafetensorsReader.Metadata}; got a second {leaves[taken].Path}.");
        }

        // Beside the file, for only within one file system is a move one step.
        string part = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            using (FileStream file = new(part, FileMode.CreateNew, FileAccess.Write))
            {
                SafetensorsWriter.Write(file, leaves);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Reads a tree whose structure is known.</summary>
    /// <param name="path">The file.</param>
    /// <param name="template">Gives the structure, and the shape and dtype that each tensor must have.</param>
    /// <returns>A tree like <paramref name="template"/> with the file's numbers.</returns>
    /// <exception cref="DataFileException">
    /// The file is missing or damaged, or its tensors are not those of the template: the message names each that is
    /// missing, superfluous, or of another shape or dtype.
    /// </exception>
    public static T Load<T>(string path, T template)
    {
        TreeLeaf[] leaves = Tree.LeavesWithPath(template);
        IReadOnlyDictionary<string, Tensor> entries = Load(path);
        string[] differences =
        [
            .. leaves.Where(leaf => !entries.ContainsKey(leaf.Path)).Select(leaf => $"{leaf.Path} missing"),
            .. leaves.Where(leaf => entries.TryGetValue(leaf.Path, out Tensor? entry) && entry.Spec != leaf.Value.Spec)
                .Select(leaf => $"{leaf.Path} {entries[leaf.Path].Spec} where {leaf.Value.Spec} is expected"),
            .. entries.Keys.Except(leaves.Select(leaf => leaf.Path)).Select(name => $"{name} superfluous"),
        ];
        return differences.Length == 0
            ? Tree.Rebuild(template, Array.ConvertAll(leaves, leaf => entries[leaf.Path]))
            : throw new DataFileException(
                SafetensorsReader.Op, "the file's tensors must be those of the template", $"{string.Join(", ", differences)} in {path}");
    }

    /// <summary>Reads all tensors of a file, by name.</summary>
    /// <param name="path">The file.</param>
    /// <returns>From name to tensor.</returns>
    /// <exception cref="DataFileException">The file is missing or damaged, or has tensors of a dtype that there is none of here.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return new SafetensorsReader(file, path).Read();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataFileException(SafetensorsReader.Op, "the file must exist", $"no {path}", cause: exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new DataFileException(SafetensorsReader.Op, "the file must be one that may be read", path, cause: exception);
        }
    }
}
