namespace KubeEmulator.Expressions;

/// <summary>The Go types behind values, which a few of cel-go's messages print.</summary>
internal static class GoTypeNames
{
    public static string Of(CelValue value) => value switch
    {
        CelList => "*types.baseList",
        CelMap => "*types.baseMap",
        CelOptional => "*types.Optional",
        CelTypeValue => "*types.Type",
        CelNull => "types.Null",
        CelTimestamp => "types.Timestamp",
        CelDuration => "types.Duration",
        _ => $"types.{char.ToUpperInvariant(value.Type.Name[0])}{value.Type.Name[1..]}",
    };
}
