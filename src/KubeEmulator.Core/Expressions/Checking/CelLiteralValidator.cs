namespace KubeEmulator.Expressions;

/// <summary>
/// What Kubernetes checks of a well-typed expression beyond its types (cel-go cel/validator.go): constant
/// durations, times and patterns must be ones, and the items of a literal must have one type.
/// </summary>
internal sealed class CelLiteralValidator
{
    private readonly CelIssues _issues;
    private int _formats;

    private CelLiteralValidator(CelIssues issues) => _issues = issues;

    public static void Validate(Expr root, CelIssues issues) => new CelLiteralValidator(issues).Visit(root);

    private void Visit(Expr expr)
    {
        switch (expr)
        {
            case CallExpr call:
                Constants(call);
                if (call.Function == "format")
                {
                    CelFormatValidator.Validate(call, _issues);
                }

                break;
            case ListExpr or MapExpr when _formats > 0:
                // Format arguments are of many types by nature.
                break;
            case ListExpr list:
                SameTypes(list.Elements, i => list.Optional?[i] == true);
                break;
            case MapExpr map:
                SameTypes([.. map.Entries.Select(e => e.Key)], _ => false);
                SameTypes([.. map.Entries.Select(e => e.Value)], i => map.Entries[i].Optional);
                break;
        }

        var isFormat = expr is CallExpr { Function: "format" };
        _formats += isFormat ? 1 : 0;
        foreach (var child in CelTree.Children(expr))
        {
            Visit(child);
        }

        _formats -= isFormat ? 1 : 0;
    }

    private void Constants(CallExpr call)
    {
        if (call.Arguments is not [LiteralExpr { Value: CelString text } argument, ..])
        {
            return;
        }

        var isValid = call.Function switch
        {
            "duration" => StandardConversions.ToDuration(text) is not CelError,
            "timestamp" => StandardConversions.ToTimestamp(text) is not CelError,
            "matches" => CelRegexFunctions.Compile(text.Text, out _) is not null,
            _ => true,
        };
        if (!isValid)
        {
            _issues.Add(argument.Offset, $"invalid {call.Function} argument");
        }
    }

    private void SameTypes(Expr[] items, Func<int, bool> isOptional)
    {
        CelType? expected = null;
        for (var i = 0; i < items.Length; i++)
        {
            var type = isOptional(i) && items[i].Type.IsOptional ? items[i].Type.Parameters[0] : items[i].Type;
            expected ??= type;
            if (!expected.IsExactly(type))
            {
                _issues.Add(items[i].Offset, $"expected type '{expected}' but found '{type}'");
                return;
            }
        }
    }
}
