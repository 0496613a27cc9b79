namespace KubeEmulator.Patching;

/// <summary>
/// A JSON pointer as json-patch reads it: whatever stands before the first slash is ignored,
/// so <c>a/b</c> means <c>/b</c>, and a text without slash points nowhere.
/// </summary>
internal sealed class JsonPatchPath
{
    private readonly string[] _parts;

    public JsonPatchPath(string text)
    {
        Text = text;
        _parts = text.Split('/');
        for (var i = 1; i < _parts.Length; i++)
        {
            _parts[i] = Unescape(_parts[i]);
        }
    }

    public string Text { get; }

    /// <summary>Whether the path is empty and so means the whole document.</summary>
    public bool IsRoot => Text.Length == 0;

    /// <summary>Whether the path names something inside the document.</summary>
    public bool HasTarget => _parts.Length > 1;

    /// <summary>The way to the container of the target.</summary>
    public ReadOnlySpan<string> Parents => _parts.AsSpan(1, _parts.Length - 2);

    /// <summary>The target's name or index in its container.</summary>
    public string Key => _parts[^1];

    private static string Unescape(string part)
    {
        if (!part.Contains('~', StringComparison.Ordinal))
        {
            return part;
        }

        // One pass: "~01" is "~1" and not "/".
        var text = new System.Text.StringBuilder(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            var escaped = part[i] == '~' && i + 1 < part.Length && part[i + 1] is '0' or '1';
            text.Append(!escaped ? part[i] : part[++i] == '0' ? '~' : '/');
        }

        return text.ToString();
    }
}
