namespace KubeEmulator.Values;

/// <summary>The JSON type of a <see cref="Value"/>.</summary>
public enum ValueKind
{
    /// <summary>JSON <c>null</c>.</summary>
    Null,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Bool,

    /// <summary>A number; see <see cref="NumberValue"/>.</summary>
    Number,

    /// <summary>A string.</summary>
    String,

    /// <summary>An array.</summary>
    List,

    /// <summary>An object.</summary>
    Map,
}
