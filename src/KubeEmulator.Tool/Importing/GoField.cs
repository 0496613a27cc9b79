namespace KubeEmulator.Tool.Importing;

/// <summary>
/// One line of the presence facts taken apart. <c>[]v1.Container?@PodSpecCommon</c> is a list of v1.Container,
/// left out when empty, from the embedded struct PodSpecCommon.
/// </summary>
internal sealed record GoField(string Type, bool OmitEmpty, bool OmitZero, string? Embedded)
{
    public static GoField Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var embedded = at < 0 ? null : text[(at + 1)..];
        var type = at < 0 ? text : text[..at];
        var omitZero = type.EndsWith('!');
        type = type.TrimEnd('!');
        var omitEmpty = type.EndsWith('?');
        return new GoField(type.TrimEnd('?'), omitEmpty, omitZero, embedded);
    }

    /// <summary>The type without the pointer, and without what a named list or map stands for.</summary>
    public string Printed => PrintedOf(Type.TrimStart('*'));

    /// <summary>The printed type of the items of a list or values of a map.</summary>
    public static string ElementOf(string type)
    {
        // v1.ExtraValue=[]string is a named list; in []v1.ExtraValue=[]string only the items are named.
        var equals = type.IndexOf('=', StringComparison.Ordinal);
        var shape = equals >= 0 && !type.AsSpan(0, equals).Contains('[') ? type[(equals + 1)..] : type;
        return shape.StartsWith("[]", StringComparison.Ordinal) ? shape[2..]
            : shape.StartsWith("map[", StringComparison.Ordinal) ? shape[(shape.IndexOf(']', StringComparison.Ordinal) + 1)..]
            : "";
    }

    /// <summary>Go prints a named type by its name alone; inside lists and maps too.</summary>
    public static string PrintedOf(string type) => type.IndexOf('=', StringComparison.Ordinal) is var equals and >= 0 ? type[..equals] : type;

    /// <summary>The presence class in the fact file; null for a pointer that is left out when nil.</summary>
    public string? Presence(bool isStruct)
    {
        var pointer = Type.StartsWith('*');
        if (pointer)
        {
            return OmitEmpty || OmitZero ? null : "null";
        }

        // encoding/json never finds a struct empty: only omitzero leaves one out.
        return OmitZero || (OmitEmpty && !isStruct) ? "nonZero" : "always";
    }
}
