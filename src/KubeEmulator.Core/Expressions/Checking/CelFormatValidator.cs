namespace KubeEmulator.Expressions;

/// <summary>Checks <c>'...'.format([...])</c> where both are literals: the clauses and the types they get.</summary>
internal static class CelFormatValidator
{
    public static void Validate(CallExpr call, CelIssues issues)
    {
        if (call is not { Target: LiteralExpr { Value: CelString format }, Arguments: [ListExpr arguments] })
        {
            return;
        }

        var used = 0;
        foreach (var (clause, _, error) in CelFormatClause.Read(format.Text))
        {
            if (clause is null)
            {
                continue;
            }

            if (error is not null || used >= arguments.Elements.Length)
            {
                issues.Add(call.Offset, used >= arguments.Elements.Length ? $"index {used} out of range" : error!);
                return;
            }

            if (Refused(clause.Verb, arguments.Elements[used++]) is { } refused)
            {
                issues.Add(refused.Offset, $"error during formatting: {CelFormatting.Refusal(clause.Verb, refused.Type.Name)}");
                return;
            }
        }

        if (arguments.Elements.Length > used)
        {
            issues.Add(
                call.Offset, $"too many arguments supplied to string.format (expected {used}, got {arguments.Elements.Length})");
        }
    }

    /// <summary>The part of the argument that the clause cannot write.</summary>
    private static Expr? Refused(char verb, Expr argument)
    {
        if (argument.Type.Kind != CelKind.Dyn && !Accepts(verb, argument.Type.Kind))
        {
            return argument;
        }

        return verb != 's' ? null : argument switch
        {
            ListExpr list => list.Elements.Select(e => Refused('s', e)).FirstOrDefault(r => r is not null),
            MapExpr map => map.Entries.SelectMany(e => new[] { Refused('s', e.Key), Refused('s', e.Value) }).FirstOrDefault(r => r is not null),
            _ => null,
        };
    }

    private static bool Accepts(char verb, CelKind kind) => verb switch
    {
        's' => kind is not (CelKind.Struct or CelKind.Opaque or CelKind.Error),
        'd' or 'o' => kind is CelKind.Int or CelKind.Uint,
        'f' or 'e' => kind is CelKind.Double or CelKind.String,
        'b' => kind is CelKind.Int or CelKind.Uint or CelKind.Bool,
        _ => kind is CelKind.Int or CelKind.Uint or CelKind.String or CelKind.Bytes,
    };
}
