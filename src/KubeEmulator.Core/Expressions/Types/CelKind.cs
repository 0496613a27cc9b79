namespace KubeEmulator.Expressions;

/// <summary>The families of CEL types, as the checker tells them apart.</summary>
internal enum CelKind
{
    Dyn,
    Error,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    Null,
    List,
    Map,
    Struct,
    Opaque,
    Type,
    TypeParam,
}
