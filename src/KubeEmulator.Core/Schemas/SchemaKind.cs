namespace KubeEmulator.Schemas;

/// <summary>The shape of the values that a schema describes.</summary>
internal enum SchemaKind
{
    /// <summary>Any JSON value (RawExtension, JSON, an untyped CRD field).</summary>
    Any,

    /// <summary>An object with named fields (a Go struct, a CRD object with properties).</summary>
    Object,

    /// <summary>An object with free keys and one element schema.</summary>
    Map,

    /// <summary>An array with one element schema.</summary>
    List,

    /// <summary>A string; <see cref="Schema.Format"/> may narrow it.</summary>
    String,

    /// <summary>An integer; format int32 or int64.</summary>
    Integer,

    /// <summary>A floating-point number.</summary>
    Number,

    /// <summary>A boolean.</summary>
    Boolean,

    /// <summary>An integer or a string (IntOrString).</summary>
    IntOrString,

    /// <summary>A resource quantity: a string, or a number on the way in, written in canonical form.</summary>
    Quantity,
}
