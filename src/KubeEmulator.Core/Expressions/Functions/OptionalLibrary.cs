using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>Optional values (cel-go cel/library.go, version 2).</summary>
internal static class OptionalLibrary
{
    public static IEnumerable<CelFunction> All =>
    [
        Function("optional.of", Global("optional_of", "V -> optional(V)", a => CelOptional.Of(a[0]))),
        Function(
            "optional.ofNonZeroValue",
            Global("optional_ofNonZeroValue", "V -> optional(V)", a => a[0].IsZero ? CelOptional.None : CelOptional.Of(a[0]))),
        Function("optional.none", Global("optional_none", " -> optional(V)", _ => CelOptional.None)),
        Function(
            "value",
            Member("optional_value", "optional(V) -> V", a => ((CelOptional)a[0]).Value ?? new CelError("optional.none() dereference"))),
        Function("hasValue", Member("optional_hasValue", "optional(V) -> bool", a => CelBool.Of(((CelOptional)a[0]).Value is not null))),
        Function("or", Member("optional_or_optional", "optional(V), optional(V) -> optional(V)", a => Or(a, unwrap: false))),
        Function("orValue", Member("optional_orValue_value", "optional(V), V -> V", a => Or(a, unwrap: true))),
        Function(CelOperators.OptionalSelect, Global("select_optional_field", "dyn, string -> optional(V)")),
        Function(
            CelOperators.OptionalIndex,
            Global("list_optindex_optional_int", "list(V), int -> optional(V)"),
            Global("optional_list_optindex_optional_int", "optional(list(V)), int -> optional(V)"),
            Global("map_optindex_optional_value", "map(K, V), K -> optional(V)"),
            Global("optional_map_optindex_optional_value", "optional(map(K, V)), K -> optional(V)")),
        Function(
            CelOperators.Index,
            Global("optional_list_index_int", "optional(list(V)), int -> optional(V)"),
            Global("optional_map_index_value", "optional(map(K, V)), K -> optional(V)")),
        Function("last", Member("list_last", "list(V) -> optional(V)", a => At((CelList)a[0], ((CelList)a[0]).Count - 1))),
        Function("first", Member("list_first", "list(V) -> optional(V)", a => At((CelList)a[0], 0))),
        Function("optional.unwrap", Global("optional_unwrap", "list(optional(V)) -> list(V)", a => Unwrap((CelList)a[0]))),
        Function("unwrapOpt", Member("optional_unwrapOpt", "list(optional(V)) -> list(V)", a => Unwrap((CelList)a[0]))),
    ];

    private static CelValue Or(CelValue[] a, bool unwrap)
    {
        var optional = (CelOptional)a[0];
        return optional.Value is null ? a[1] : unwrap ? optional.Value : optional;
    }

    private static CelOptional At(CelList list, int index) => list.Count == 0 ? CelOptional.None : CelOptional.Of(list[index]);

    private static CelValue Unwrap(CelList list)
    {
        List<CelValue> values = [];
        foreach (var item in list.Items())
        {
            if (item is not CelOptional optional)
            {
                return new CelError($"value {item} is not optional");
            }

            if (optional.Value is not null)
            {
                values.Add(optional.Value);
            }
        }

        return new CelArrayList([.. values]);
    }
}
