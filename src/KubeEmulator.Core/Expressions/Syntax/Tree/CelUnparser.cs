using System.Globalization;

namespace KubeEmulator.Expressions;

/// <summary>Writes a tree as an expression; macros appear as what they expand to, in short.</summary>
internal static class CelUnparser
{
    public static string Write(Expr expr) => expr switch
    {
        LiteralExpr { Value: CelString s } => Quote(s.Text),
        LiteralExpr { Value: CelBytes b } => $"b{Quote(b.ToString())}",
        LiteralExpr { Value: CelUint u } => u.Value.ToString(CultureInfo.InvariantCulture) + "u",
        LiteralExpr { Value: CelNull } => "null",
        LiteralExpr literal => literal.Value.ToString(),
        IdentExpr ident => ident.Name,
        SelectExpr { TestOnly: true } select => $"has({Write(select.Operand)}.{select.Field})",
        SelectExpr select => $"{Write(select.Operand)}.{select.Field}",
        CallExpr call => Call(call),
        ListExpr list => $"[{string.Join(", ", list.Elements.Select(Write))}]",
        MapExpr map => $"{{{string.Join(", ", map.Entries.Select(e => $"{Write(e.Key)}: {Write(e.Value)}"))}}}",
        StructExpr message => $"{message.TypeName}{{{string.Join(", ", message.Fields.Select(f => $"{f.Name}: {Write(f.Value)}"))}}}",
        ComprehensionExpr { IsBinding: true } binding => $"bind({binding.Accumulator}, {Write(binding.Initial)}, {Write(binding.Result)})",
        ComprehensionExpr loop => $"{Write(loop.Range)}.loop({loop.Variable}{(loop.Variable2 is null ? "" : $", {loop.Variable2}")}, {Write(loop.Step)})",
        _ => "",
    };

    private static string Call(CallExpr call)
    {
        var arguments = Array.ConvertAll(call.Arguments, Write);
        if (call.Target is not null)
        {
            return $"{Write(call.Target)}.{call.Function}({string.Join(", ", arguments)})";
        }

        return call.Function switch
        {
            CelOperators.Conditional => $"({arguments[0]} ? {arguments[1]} : {arguments[2]})",
            CelOperators.Index => $"{arguments[0]}[{arguments[1]}]",
            CelOperators.OptionalIndex => $"{arguments[0]}[?{arguments[1]}]",
            CelOperators.OptionalSelect => $"{arguments[0]}.?{arguments[1].Trim('"')}",
            CelOperators.Not => $"!{arguments[0]}",
            CelOperators.Negate => $"-{arguments[0]}",
            CelOperators.In => $"{arguments[0]} in {arguments[1]}",
            ['_', .., '_'] when arguments.Length == 2 => $"({arguments[0]} {call.Function.Trim('_')} {arguments[1]})",
            _ => $"{call.Function}({string.Join(", ", arguments)})",
        };
    }

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";
}
