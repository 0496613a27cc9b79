namespace KubeEmulator.Expressions;

/// <summary>
/// A function call. One or two arguments are always all evaluated; of more, or with a pattern compiled beforehand,
/// the first error ends it and the call costs nothing.
/// </summary>
internal sealed class CallNode(CelNode[] arguments, CelFunctionBody body, CelCallCost? cost, bool strict = true, bool stopsAtError = false) : CelNode
{
    private readonly bool _stopsAtError = stopsAtError || arguments.Length > 2;

    public override CelValue Evaluate(CelFrame frame)
    {
        var values = new CelValue[arguments.Length];
        CelValue? error = null;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(frame);
            if (strict && values[i] is CelError)
            {
                error ??= values[i];
                if (_stopsAtError)
                {
                    return error;
                }
            }
        }

        var result = error ?? body(values);
        frame.Charge(cost is null ? 1 : cost(values, result));
        return result;
    }
}
