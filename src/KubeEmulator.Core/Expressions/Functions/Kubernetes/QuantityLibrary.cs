using KubeEmulator.Objects;
using static KubeEmulator.Expressions.Declare;

namespace KubeEmulator.Expressions;

/// <summary>Quantities (apiserver pkg/cel/library/quantity.go).</summary>
internal static class QuantityLibrary
{
    public static IEnumerable<CelFunction> All =>
    [
        Function("quantity", Global("string_to_quantity", "string -> Quantity", a => Parse(Text(a[0])))),
        Function("isQuantity", Global("is_quantity_string", "string -> bool", a => CelBool.Of(Quantity.TryParse(Text(a[0]), out _, out _)))),
        // Upstream declares sign as a plain function, so it is sign(q), whatever its documentation says.
        Function("sign", Global("quantity_sign", "Quantity -> int", a => CelInt.Of(Of(a[0]).Sign))),
        Function("isGreaterThan", Member("quantity_is_greater_than", "Quantity, Quantity -> bool", a => CelBool.Of(Of(a[0]) > Of(a[1])))),
        Function("isLessThan", Member("quantity_is_less_than", "Quantity, Quantity -> bool", a => CelBool.Of(Of(a[0]) < Of(a[1])))),
        Function("compareTo", Member("quantity_compare_to", "Quantity, Quantity -> int", a => CelInt.Of(Math.Sign(Of(a[0]).CompareTo(Of(a[1])))))),
        Function("asApproximateFloat", Member("quantity_get_float", "Quantity -> double", a => new CelDouble(Of(a[0]).ToDouble()))),
        Function("asInteger", Member("quantity_get_int", "Quantity -> int", a => Whole(Of(a[0])) is { } i
            ? CelInt.Of(i)
            : new CelError("cannot convert value to integer"))),
        Function("isInteger", Member("quantity_is_integer", "Quantity -> bool", a => CelBool.Of(Whole(Of(a[0])) is not null))),
        Function(
            "add",
            Member("quantity_add", "Quantity, Quantity -> Quantity", a => new CelQuantity(Of(a[0]) + Of(a[1]))),
            Member("quantity_add_int", "Quantity, int -> Quantity", a => new CelQuantity(Of(a[0]) + Integer(a[1])))),
        Function(
            "sub",
            Member("quantity_sub", "Quantity, Quantity -> Quantity", a => new CelQuantity(Of(a[0]) - Of(a[1]))),
            Member("quantity_sub_int", "Quantity, int -> Quantity", a => new CelQuantity(Of(a[0]) - Integer(a[1])))),
    ];

    private static Quantity Of(CelValue value) => ((CelQuantity)value).Quantity;

    private static string Text(CelValue value) => ((CelString)value).Text;

    private static Quantity Integer(CelValue value) => Quantity.Of(((CelInt)value).Value, QuantityFormat.DecimalExponent);

    private static CelValue Parse(string text) =>
        Quantity.TryParse(text, out var quantity, out var error) ? new CelQuantity(quantity) : new CelError(error);

    /// <summary>The value where it is a whole 64-bit number.</summary>
    private static long? Whole(Quantity quantity)
    {
        quantity.RoundUp(0, out var exact);
        return exact && Quantity.Of(quantity.Value) == quantity ? quantity.Value : null;
    }
}
