namespace AutoGrad.Training;

/// <summary>What the safetensors format calls each dtype.</summary>
internal static class SafetensorsTypes
{
    private static readonly (DType DType, string Name, int Bytes)[] s_types =
    [
        (DType.Float32, "F32", 4),
        (DType.Float64, "F64", 8),
        (DType.Int32, "I32", 4),
        (DType.Int64, "I64", 8),
        (DType.UInt8, "U8", 1),
        (DType.UInt32, "U32", 4),
        (DType.Bool, "BOOL", 1),
    ];

    public static string Names => string.Join(", ", s_types.Select(type => type.Name));

    public static string NameOf(DType dtype) => Array.Find(s_types, type => type.DType == dtype).Name;

    public static int BytesOf(DType dtype) => Array.Find(s_types, type => type.DType == dtype).Bytes;

    /// <summary>The dtype with this name; null for one that there is none of here.</summary>
    public static DType? Find(string? name)
    {
        int i = Array.FindIndex(s_types, type => type.Name == name);
        return i < 0 ? null : s_types[i].DType;
    }
}
