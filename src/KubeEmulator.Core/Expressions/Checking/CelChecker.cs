namespace KubeEmulator.Expressions;

/// <summary>
/// Finds the type of every node and the overloads of every call, by the rules of cel-go checker/checker.go.
/// What does not fit is reported and goes on as the error type, so that one mistake gives one message.
/// </summary>
internal sealed class CelChecker
{
    private readonly CelEnvironment _environment;
    private readonly CelIssues _issues;
    private readonly CelUnifier _types = new();
    private readonly List<Expr> _visited = [];
    private CelScope? _scope;

    private CelChecker(CelEnvironment environment, CelIssues issues)
    {
        _environment = environment;
        _issues = issues;
    }

    /// <summary>Checks the tree and notes its types on it.</summary>
    public static void Check(Expr root, CelEnvironment environment, CelIssues issues)
    {
        var checker = new CelChecker(environment, issues);
        checker.Check(root);
        foreach (var node in checker._visited)
        {
            node.Type = checker._types.Substitute(node.Type, freeToDyn: true);
        }
    }

    private CelType Check(Expr expr)
    {
        expr.Type = expr switch
        {
            LiteralExpr literal => literal.Value.Type,
            IdentExpr ident => Ident(ident),
            SelectExpr select => Select(select),
            CallExpr { Function: CelOperators.OptionalSelect } call => OptionalSelect(call),
            CallExpr call => Call(call),
            ListExpr list => List(list),
            MapExpr map => Map(map),
            StructExpr message => Struct(message),
            ComprehensionExpr loop => Comprehension(loop),
            _ => CelType.Error,
        };
        _visited.Add(expr);
        return expr.Type;
    }

    private CelType Ident(IdentExpr ident)
    {
        ident.Variable = Find(ident.Name);
        return ident.Variable?.Type ?? Undeclared(ident.Offset, ident.Name);
    }

    private CelVariable? Find(string name) =>
        (name.StartsWith('.') ? null : _scope?.Find(name)) ?? _environment.FindVariable(name);

    private CelType Undeclared(int offset, string name)
    {
        _issues.Add(offset, $"undeclared reference to '{name}' (in container '{_environment.Container}')");
        return CelType.Error;
    }

    private CelType Select(SelectExpr select)
    {
        if (QualifiedName(select) is { } name && Qualified(name) is { } variable)
        {
            select.Variable = variable;
            return variable.Type;
        }

        var type = Field(select.Offset, select.Operand, select.Field, optional: false);
        return select.TestOnly ? CelType.Bool : _types.Substitute(type, freeToDyn: false);
    }

    /// <summary>A qualified name is no name where a macro's variable hides its first part.</summary>
    private CelVariable? Qualified(string name) => _environment.FindVariable(name);

    private static string? QualifiedName(Expr expr) => expr switch
    {
        IdentExpr ident => ident.Name,
        SelectExpr { TestOnly: false } select when QualifiedName(select.Operand) is { } prefix => $"{prefix}.{select.Field}",
        _ => null,
    };

    private CelType OptionalSelect(CallExpr call)
    {
        var field = ((CelString)((LiteralExpr)call.Arguments[1]).Value).Text;
        call.Overloads = _environment.FindFunction(call.Function)!.Overloads;
        return _types.Substitute(Field(call.Offset, call.Arguments[0], field, optional: true), freeToDyn: false);
    }

    private CelType Field(int offset, Expr operand, string field, bool optional)
    {
        var operandType = _types.Substitute(Check(operand), freeToDyn: false);
        var isOptional = operandType.IsOptional;
        var target = isOptional ? operandType.Parameters[0] : operandType;
        var result = CelType.Dyn;
        switch (target.Kind)
        {
            case CelKind.Map:
                result = target.Element;
                break;
            case CelKind.Struct:
                result = FieldType(offset, target, field);
                break;
            case CelKind.TypeParam:
                _types.IsAssignable(CelType.Dyn, target);
                break;
            case CelKind.Dyn or CelKind.Error:
                break;
            default:
                _issues.Add(offset, $"type '{target}' does not support field selection");
                break;
        }

        return isOptional || optional ? CelType.Optional(result) : result;
    }

    private CelType FieldType(int offset, CelType type, string field)
    {
        if ((type as CelObjectType)?.Field(field) is { } found)
        {
            return found.Type;
        }

        // Kubernetes' own types are known by name only.
        _issues.Add(offset, type is CelObjectType ? $"undefined field '{field}'" : $"unexpected failed resolution of '{type.Name}'");
        return CelType.Error;
    }

    private CelType Call(CallExpr call)
    {
        foreach (var argument in call.Arguments)
        {
            Check(argument);
        }

        if (call.Target is null)
        {
            return _environment.FindFunction(call.Function) is { } function
                ? Resolve(call, function)
                : Undeclared(call.Offset, call.Function);
        }

        if (QualifiedName(call.Target) is { } prefix && _environment.FindFunction($"{prefix}.{call.Function}") is { } qualified)
        {
            call.Target = null;
            return Resolve(call, qualified);
        }

        Check(call.Target);
        return _environment.FindFunction(call.Function) is { } member ? Resolve(call, member) : Undeclared(call.Offset, call.Function);
    }

    private CelType Resolve(CallExpr call, CelFunction function)
    {
        call.Function = function.Name;
        CelType[] arguments = call.Target is null
            ? [.. call.Arguments.Select(a => a.Type)]
            : [call.Target.Type, .. call.Arguments.Select(a => a.Type)];
        if (function.Name is CelOperators.And or CelOperators.Or)
        {
            return Logical(call, function);
        }

        CelType? result = null;
        List<CelOverload> matching = [];
        foreach (var overload in function.Overloads)
        {
            if (overload.IsMember != call.Target is not null)
            {
                continue;
            }

            Dictionary<string, CelType> fresh = new(StringComparer.Ordinal);
            var parameters = Array.ConvertAll(overload.Parameters, p => _types.Instantiate(p, fresh));
            if (!_types.AreAssignable(arguments, parameters))
            {
                continue;
            }

            matching.Add(overload);
            var returned = _types.Substitute(_types.Instantiate(overload.Result, fresh), freeToDyn: false);
            result = result is null ? returned : result.Kind != CelKind.Dyn && !returned.IsExactly(result) ? CelType.Dyn : result;
        }

        call.Overloads = matching;
        return result ?? NoOverload(call, arguments);
    }

    private CelType Logical(CallExpr call, CelFunction function)
    {
        var fits = true;
        foreach (var argument in call.Arguments)
        {
            if (!_types.IsAssignable(argument.Type, CelType.Bool))
            {
                Mismatch(argument.Offset, CelType.Bool, argument.Type);
                fits = false;
            }
        }

        call.Overloads = function.Overloads;
        return fits ? CelType.Bool : CelType.Error;
    }

    private CelType NoOverload(CallExpr call, CelType[] arguments)
    {
        var shown = Array.ConvertAll(arguments, a => _types.Substitute(a, freeToDyn: true).ToString());
        var signature = call.Target is null ? $"({string.Join(", ", shown)})" : $"{shown[0]}.({string.Join(", ", shown[1..])})";
        _issues.Add(call.Offset, $"found no matching overload for '{call.Function}' applied to '{signature}'");
        return CelType.Error;
    }

    private CelType List(ListExpr list)
    {
        CelType? element = null;
        for (var i = 0; i < list.Elements.Length; i++)
        {
            var item = list.Elements[i];
            var type = Check(item);
            element = Join(element, list.Optional?[i] == true ? Unwrapped(item, type) : type);
        }

        return CelType.List(element ?? _types.Fresh());
    }

    private CelType Map(MapExpr map)
    {
        CelType? key = null;
        CelType? value = null;
        foreach (var entry in map.Entries)
        {
            key = Join(key, Check(entry.Key));
            var type = Check(entry.Value);
            value = Join(value, entry.Optional ? Unwrapped(entry.Value, type) : type);
        }

        return CelType.Map(key ?? _types.Fresh(), value ?? _types.Fresh());
    }

    private CelType Unwrapped(Expr value, CelType type)
    {
        if (type.IsOptional)
        {
            return type.Parameters[0];
        }

        if (type.Kind != CelKind.Dyn)
        {
            Mismatch(value.Offset, CelType.Optional(type), type);
        }

        return type;
    }

    private CelType Join(CelType? previous, CelType current)
    {
        if (previous is null)
        {
            return current;
        }

        if (_types.IsAssignable(previous, current))
        {
            return CelUnifier.MostGeneral(previous, current);
        }

        // Kubernetes refuses mixed literals, but only once all types are known: CelLiteralValidator.
        return CelType.Dyn;
    }

    private CelType Struct(StructExpr message)
    {
        CelType type;
        if (_environment.FindVariable(message.TypeName) is not { } named)
        {
            return Undeclared(message.Offset, message.TypeName);
        }

        message.TypeName = named.Name;
        if (named.Type.Kind != CelKind.Type)
        {
            _issues.Add(message.Offset, $"'{named.Type.Name}' is not a type");
            type = CelType.Error;
        }
        else if (named.Type.Parameters is [{ Kind: CelKind.Struct } denoted])
        {
            type = denoted;
        }
        else
        {
            _issues.Add(message.Offset, $"'{named.Name}' is not a message type");
            type = CelType.Error;
        }

        foreach (var field in message.Fields)
        {
            var value = Check(field.Value);
            var declared = type.Kind == CelKind.Error ? CelType.Error : FieldType(field.Offset, type, field.Name);
            value = field.Optional ? Unwrapped(field.Value, value) : value;
            if (!_types.IsAssignable(declared, value))
            {
                _issues.Add(
                    field.Offset,
                    $"expected type of field '{field.Name}' is '{declared}' but provided type is '{_types.Substitute(value, freeToDyn: false)}'");
            }
        }

        return type;
    }

    private CelType Comprehension(ComprehensionExpr loop)
    {
        Check(loop.Range);
        var accumulated = Check(loop.Initial);
        var range = _types.Substitute(loop.Range.Type, freeToDyn: false);
        var (first, second) = Variables(loop, range);

        var outer = _scope;
        _scope = new CelScope(outer);
        _scope.Add(loop.Accumulator, accumulated);
        var accumulator = _scope;
        _scope = new CelScope(accumulator);
        _scope.Add(loop.Variable, first);
        if (loop.Variable2 is not null)
        {
            _scope.Add(loop.Variable2, second);
        }

        Expect(loop.Condition, CelType.Bool);
        Expect(loop.Step, accumulated);
        _scope = accumulator;
        Check(loop.Result);
        _scope = outer;
        return _types.Substitute(loop.Result.Type, freeToDyn: false);
    }

    private (CelType First, CelType Second) Variables(ComprehensionExpr loop, CelType range)
    {
        switch (range.Kind)
        {
            case CelKind.List:
                return loop.Variable2 is null ? (range.Element, CelType.Dyn) : (CelType.Int, range.Element);
            case CelKind.Map:
                return (range.Parameters[0], range.Element);
            case CelKind.Dyn or CelKind.Error or CelKind.TypeParam:
                _types.IsAssignable(CelType.Dyn, range);
                return (CelType.Dyn, CelType.Dyn);
            default:
                _issues.Add(
                    loop.Range.Offset, $"expression of type '{range}' cannot be range of a comprehension (must be list, map, or dynamic)");
                return (CelType.Error, CelType.Error);
        }
    }

    private void Expect(Expr expr, CelType type)
    {
        Check(expr);
        if (!_types.IsAssignable(type, expr.Type))
        {
            Mismatch(expr.Offset, type, expr.Type);
        }
    }

    private void Mismatch(int offset, CelType expected, CelType found) =>
        _issues.Add(offset, $"expected type '{expected}' but found '{found}'");
}
