using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>
/// What mutating admission policies write their results with: <c>JSONPatch{}</c>, <c>Object.spec{}</c> and
/// <c>jsonpatch.escapeKey</c> (apiserver pkg/cel/mutation and library/jsonpatch.go).
/// </summary>
internal static class JsonPatchLibrary
{
    public static readonly CelObjectType PatchType = new(
        "JSONPatch",
        new CelField("op", "op", CelType.String),
        new CelField("path", "path", CelType.String),
        new CelField("from", "from", CelType.String),
        new CelField("value", "value", CelType.Dyn));

    public static IEnumerable<CelFunction> All =>
    [
        Function("jsonpatch.escapeKey", Global("string_jsonpatch_escapeKey_string", "string -> string", a => CelString.Of(
            ((CelString)a[0]).Text.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)))),
    ];

    /// <summary>The types a mutating policy may construct, by name: any <c>Object</c> path, with any field.</summary>
    public static CelType? Resolve(string name) => name switch
    {
        "JSONPatch" => PatchType,
        "Object" => CelObjectType.Open(name),
        _ when name.StartsWith("Object.", StringComparison.Ordinal) => CelObjectType.Open(name),
        _ => null,
    };

    /// <summary>
    /// Why a constructed object is none of the request's kind: a type name that does not follow the path of fields
    /// to it (<c>Object.spec</c> under <c>status</c>). One line a fault.
    /// </summary>
    public static IReadOnlyList<string> CheckTypeNames(CelValue value) => [.. Faults(value, value.Type.Name)];

    private static IEnumerable<string> Faults(CelValue value, string expected) => value switch
    {
        CelRecord record => (record.Type.Name == expected ? Enumerable.Empty<string>() : [Fault(record.Type.Name, expected)])
            .Concat(record.Fields.SelectMany(f => Faults(f.Value, $"{expected}.{f.Key}"))),
        CelList list => list.Items().SelectMany(i => Faults(i, expected)),
        CelMap map => map.Keys.SelectMany(k => Faults(map.Find(k)!, expected)),
        _ => [],
    };

    private static string Fault(string name, string expected) =>
        $"unexpected type name \"{name}\", expected \"{expected}\", which matches field name path from root Object type";
}
