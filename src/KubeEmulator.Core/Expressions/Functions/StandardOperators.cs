using static KubeEmulator.Expressions.CelOperators;
using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>The operators (cel-go common/stdlib).</summary>
internal static class StandardOperators
{
    private static readonly (string Id, string Type)[] Comparable =
    [
        ("bool", "bool, bool"), ("int64", "int, int"), ("int64_double", "int, double"), ("int64_uint64", "int, uint"),
        ("uint64", "uint, uint"), ("uint64_double", "uint, double"), ("uint64_int64", "uint, int"), ("double", "double, double"),
        ("double_int64", "double, int"), ("double_uint64", "double, uint"), ("string", "string, string"), ("bytes", "bytes, bytes"),
        ("timestamp", "timestamp, timestamp"), ("duration", "duration, duration"),
    ];

    public static IEnumerable<CelFunction> All =>
    [
        Function(Conditional, Global("conditional", "bool, A, A -> A")),
        Function(And, Global("logical_and", "bool, bool -> bool")),
        Function(Or, Global("logical_or", "bool, bool -> bool")),
        Single(Not, a => a[0] is CelBool b ? CelBool.Of(!b.Value) : CelError.NoSuchOverload, Global("logical_not", "bool -> bool")),
        Single(NotStrictlyFalse, a => a[0] is CelBool ? a[0] : CelBool.True, Global("not_strictly_false", "bool -> bool")),
        Function(Equal, Global("equals", "A, A -> bool")),
        Function(NotEqual, Global("not_equals", "A, A -> bool")),
        Single(
            Add,
            a => CelArithmetic.Add(a[0], a[1]),
            Global("add_bytes", "bytes, bytes -> bytes"),
            Global("add_double", "double, double -> double"),
            Global("add_duration_duration", "duration, duration -> duration"),
            Global("add_duration_timestamp", "duration, timestamp -> timestamp"),
            Global("add_timestamp_duration", "timestamp, duration -> timestamp"),
            Global("add_int64", "int, int -> int"),
            Global("add_list", "list(A), list(A) -> list(A)"),
            Global("add_string", "string, string -> string"),
            Global("add_uint64", "uint, uint -> uint")),
        Single(Divide, a => CelArithmetic.Divide(a[0], a[1]), Numbers("divide", doubles: true)),
        Single(Modulo, a => CelArithmetic.Modulo(a[0], a[1]), Numbers("modulo", doubles: false)),
        Single(Multiply, a => CelArithmetic.Multiply(a[0], a[1]), Numbers("multiply", doubles: true)),
        Single(Negate, a => CelArithmetic.Negate(a[0]), Global("negate_double", "double -> double"), Global("negate_int64", "int -> int")),
        Single(
            Subtract,
            a => CelArithmetic.Subtract(a[0], a[1]),
            Global("subtract_double", "double, double -> double"),
            Global("subtract_duration_duration", "duration, duration -> duration"),
            Global("subtract_int64", "int, int -> int"),
            Global("subtract_timestamp_duration", "timestamp, duration -> timestamp"),
            Global("subtract_timestamp_timestamp", "timestamp, timestamp -> duration"),
            Global("subtract_uint64", "uint, uint -> uint")),
        Comparison(Less, "less", order => order < 0),
        Comparison(LessOrEqual, "less_equals", order => order <= 0),
        Comparison(Greater, "greater", order => order > 0),
        Comparison(GreaterOrEqual, "greater_equals", order => order >= 0),
        Function(CelOperators.Index, Global("index_list", "list(A), int -> A"), Global("index_map", "map(A, B), A -> B")),
        Single(In, a => Contains(a[0], a[1]), Global("in_list", "A, list(A) -> bool"), Global("in_map", "A, map(A, B) -> bool")),
    ];

    private static CelOverload[] Numbers(string name, bool doubles)
    {
        CelOverload[] whole = [Global($"{name}_int64", "int, int -> int"), Global($"{name}_uint64", "uint, uint -> uint")];
        return doubles ? [Global($"{name}_double", "double, double -> double"), .. whole] : whole;
    }

    private static CelFunction Comparison(string function, string name, Func<int, bool> holds)
    {
        var overloads = Array.ConvertAll(Comparable, c => Global($"{name}_{c.Id}", $"{c.Type} -> bool"));
        return Single(function, Compare, overloads);

        CelValue Compare(CelValue[] a)
        {
            var order = CelArithmetic.Compare(a[0], a[1], function, out var error);
            return error ?? (CelValue)CelBool.Of(holds(order));
        }
    }

    private static CelValue Contains(CelValue value, CelValue container) => container switch
    {
        CelList list => CelBool.Of(list.Contains(value)),
        CelMap map => CelBool.Of(map.Contains(value)),
        CelObject o when value is CelString name => CelBool.Of(o.Find(name.Text) is not null),
        _ => CelError.NoSuchOverload,
    };
}
