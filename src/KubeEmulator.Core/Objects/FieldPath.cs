using System.Text;

namespace KubeEmulator.Objects;

/// <summary>
/// A path in a document as Kubernetes' error messages write it: <c>spec.containers[0].env[KEY]</c>.
/// Immutable and cheap to extend; the text is made only when an error needs it.
/// </summary>
public sealed class FieldPath
{
    private readonly FieldPath? _parent;
    private readonly string _segment;
    private readonly bool _bracketed;

    private FieldPath(FieldPath? parent, string segment, bool bracketed)
    {
        _parent = parent;
        _segment = segment;
        _bracketed = bracketed;
    }

    /// <summary>A path that begins with a member name.</summary>
    public static FieldPath Of(string first, params ReadOnlySpan<string> more)
    {
        var path = new FieldPath(null, first, false);
        foreach (var name in more)
        {
            path = path.Child(name);
        }

        return path;
    }

    /// <summary>The path of a member.</summary>
    public FieldPath Child(string name) => new(this, name, false);

    /// <summary>The path of a list item: <c>[3]</c>.</summary>
    public FieldPath Index(int index) => new(this, index.ToString(System.Globalization.CultureInfo.InvariantCulture), true);

    /// <summary>The path of a map entry or keyed item: <c>[KEY]</c>.</summary>
    public FieldPath Key(string key) => new(this, key, true);

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        _parent?.Append(text);
        if (_bracketed)
        {
            text.Append('[').Append(_segment).Append(']');
        }
        else
        {
            text.Append(text.Length == 0 ? "" : ".").Append(_segment);
        }
    }
}
