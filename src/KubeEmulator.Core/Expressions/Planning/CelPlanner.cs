namespace KubeEmulator.Expressions;

/// <summary>
/// Makes a plan of a checked tree (cel-go interpreter/planner.go), computing what is constant: literals of
/// constants, conversions of them, and the sets behind <c>in</c>.
/// </summary>
internal sealed class CelPlanner(CelEnvironment environment, bool traced = false)
{
    private static readonly HashSet<string> Conversions =
        ["bool", "bytes", "double", "duration", "dyn", "int", "string", "timestamp", "type", "uint"];

    private readonly List<string> _globals = [];
    private readonly List<(string Name, Func<AttributeNode> Make)> _locals = [];
    private int _slots;

    /// <summary>Why the expression cannot run: the first constant that does not convert.</summary>
    public string? Error { get; private set; }

    public CelPlanShape Shape => new(_globals, _slots);

    public CelNode Plan(Expr expr)
    {
        var node = expr switch
        {
            LiteralExpr literal => new ConstantNode(literal.Value),
            IdentExpr ident => Ident(ident.Name, ident.Variable),
            SelectExpr { Variable: { } variable } => Ident("." + variable.Name, variable),
            SelectExpr select => Select(select),
            CallExpr call => Call(call),
            ListExpr list => List(list),
            MapExpr map => Map(map),
            StructExpr message => new StructNode(
                (CelObjectType)message.Type, Array.ConvertAll(message.Fields, f => (f.Name, Plan(f.Value), f.Optional))),
            ComprehensionExpr loop => Fold(loop),
            _ => throw new InvalidOperationException("An expression with issues was planned."),
        };
        return traced ? TraceNode.Around(node, expr) : node;
    }

    private CelNode Ident(string name, CelVariable? variable)
    {
        var local = name.StartsWith('.') ? -1 : _locals.FindLastIndex(l => l.Name == name);
        if (local >= 0)
        {
            return _locals[local].Make();
        }

        if (variable?.Constant is { } constant)
        {
            return new ConstantNode(constant);
        }

        var global = variable?.Name ?? name;
        var index = _globals.IndexOf(global);
        if (index < 0)
        {
            index = _globals.Count;
            _globals.Add(global);
        }

        return new VariableNode(index);
    }

    private AttributeNode Select(SelectExpr select)
    {
        var attribute = Attribute(Plan(select.Operand));
        attribute.Add(new Qualifier(CelString.Of(select.Field), optional: false, select.TestOnly));
        return attribute;
    }

    private static AttributeNode Attribute(CelNode node) => node as AttributeNode ?? new RelativeNode(node);

    private CelNode Call(CallExpr call)
    {
        CelNode[] arguments = call.Target is null ? Array.ConvertAll(call.Arguments, Plan) : [Plan(call.Target), .. Array.ConvertAll(call.Arguments, Plan)];
        return call.Function switch
        {
            CelOperators.And => new AndNode(arguments[0], arguments[1]),
            CelOperators.Or => new OrNode(arguments[0], arguments[1]),
            CelOperators.Conditional => new ConditionalNode(arguments[0], Attribute(arguments[1]), Attribute(arguments[2])),
            CelOperators.Equal => new EqualNode(arguments[0], arguments[1], negate: false, CelCallCosts.Equality),
            CelOperators.NotEqual => new EqualNode(arguments[0], arguments[1], negate: true, CelCallCosts.Inequality),
            CelOperators.Index => Index(arguments, optional: false),
            CelOperators.OptionalIndex or CelOperators.OptionalSelect => Index(arguments, optional: true),
            _ => Function(call, arguments),
        };
    }

    private AttributeNode Index(CelNode[] arguments, bool optional)
    {
        if (arguments[1] is ConstantNode { Value: not (CelString or CelInt or CelUint or CelDouble or CelBool) and var key })
        {
            Error ??= $"invalid qualifier type: {GoTypeNames.Of(key)}";
        }

        var attribute = Attribute(arguments[0]);
        attribute.Add(arguments[1] is ConstantNode constant
            ? new Qualifier(constant.Value, optional)
            : new Qualifier(Attribute(arguments[1]), optional));
        return attribute;
    }

    private CelNode Function(CallExpr call, CelNode[] arguments)
    {
        var function = environment.FindFunction("." + call.Function)!;
        var overload = call.Overloads.Count == 1 ? call.Overloads[0] : null;
        switch (overload?.Id)
        {
            case "optional_or_optional" or "optional_orValue_value":
                return new OptionalOrNode(arguments[0], arguments[1], overload.Id == "optional_orValue_value");
            case "in_list" when arguments[1] is ConstantNode { Value: CelList list } && Membership(arguments[0], list) is { } membership:
                return membership;
        }

        var precompiled = CelRegexFunctions.Precompiled(call.Function, arguments, out var wrong);
        var body = precompiled ?? Body(function, overload);
        Error ??= wrong;
        var strict = call.Function != CelOperators.NotStrictlyFalse;
        if (arguments is [ConstantNode only] && Conversions.Contains(call.Function))
        {
            var value = body([only.Value]);
            Error ??= (value as CelError)?.Message;
            return new ConstantNode(value);
        }

        return new CallNode(arguments, body, CelCallCosts.For(call.Function, overload?.Id), strict, precompiled is not null);
    }

    private static CelFunctionBody Body(CelFunction function, CelOverload? overload)
    {
        if (function.Body is { } single)
        {
            return single;
        }

        if (overload?.Body is not { } body)
        {
            return function.Dispatch;
        }

        return arguments => CelFunction.Accepts(overload, arguments) ? body(arguments) : function.Dispatch(arguments);
    }

    private static CelNode? Membership(CelNode value, CelList list)
    {
        if (list.Count == 0)
        {
            return new ConstantNode(CelBool.False);
        }

        return list.Items().All(i => i is CelBool or CelInt or CelUint or CelDouble or CelString or CelNull)
            ? new MembershipNode(value, new HashSet<CelValue>(list.Items(), CelValueComparer.Instance))
            : null;
    }

    private CelNode List(ListExpr list)
    {
        var elements = Array.ConvertAll(list.Elements, Plan);
        var node = new ListNode(elements, list.Optional);
        return elements.All(e => e is ConstantNode) ? new ConstantNode(node.Make(Nothing())) : node;
    }

    private CelNode Map(MapExpr map)
    {
        var entries = Array.ConvertAll(map.Entries, e => (Plan(e.Key), Plan(e.Value), e.Optional));
        var node = new MapNode(entries);
        return entries.All(e => e.Item1 is ConstantNode && e.Item2 is ConstantNode) ? new ConstantNode(node.Make(Nothing())) : node;
    }

    private CelFrame Nothing() => new(CelActivation.Empty, Shape, ulong.MaxValue);

    private FoldNode Fold(ComprehensionExpr loop)
    {
        var range = Plan(loop.Range);
        var initial = Plan(loop.Initial);
        var accumulator = _slots++;
        var first = _slots++;
        var second = loop.Variable2 is null ? -1 : _slots++;
        var grows = !loop.IsBinding;
        var depth = _locals.Count;
        _locals.Add((loop.Accumulator, () => new AccumulatorNode(accumulator, initial, grows)));
        _locals.Add((loop.Variable, () => new LocalNode(first)));
        if (loop.Variable2 is not null)
        {
            _locals.Add((loop.Variable2, () => new LocalNode(second)));
        }

        var condition = Plan(loop.Condition);
        var step = Plan(loop.Step);
        _locals.RemoveRange(depth + 1, _locals.Count - depth - 1);
        var result = Plan(loop.Result);
        _locals.RemoveAt(depth);
        return new FoldNode
        {
            Range = range,
            Condition = condition,
            Step = step,
            Result = result,
            VariableSlot = first,
            Variable2Slot = second,
            AccumulatorSlot = accumulator,
        };
    }
}
