namespace KubeEmulator.Expressions;

/// <summary>
/// Declares functions by signatures as one would write them down: <c>list(T), int -> T</c>. A single capital letter is
/// a type parameter, a name with a dot one of <see cref="CelKubernetesTypes"/>.
/// </summary>
internal static class Declare
{
    /// <summary>An overload called as <c>f(x)</c>.</summary>
    public static CelOverload Global(string id, string signature, CelFunctionBody? body = null) => Overload(id, signature, body, member: false);

    /// <summary>An overload called as <c>x.f()</c>; the receiver is the first parameter.</summary>
    public static CelOverload Member(string id, string signature, CelFunctionBody? body = null) => Overload(id, signature, body, member: true);

    public static CelFunction Function(string name, params CelOverload[] overloads) => new(name, overloads);

    /// <summary>A function whose one implementation serves all overloads.</summary>
    public static CelFunction Single(string name, CelFunctionBody body, params CelOverload[] overloads) => new(name, overloads, body);

    private static CelOverload Overload(string id, string signature, CelFunctionBody? body, bool member)
    {
        var reader = new SignatureReader(signature);
        return new CelOverload { Id = id, IsMember = member, Parameters = reader.Parameters(), Result = reader.Type(), Body = body };
    }

    private sealed class SignatureReader(string text)
    {
        private int _at;

        public CelType[] Parameters()
        {
            List<CelType> types = [];
            while (!Skip("->"))
            {
                types.Add(Type());
                Skip(",");
            }

            return [.. types];
        }

        public CelType Type()
        {
            Skip(" ");
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '.' or '_'))
            {
                _at++;
            }

            var name = text[start.._at];
            List<CelType> parameters = [];
            if (Skip("("))
            {
                do
                {
                    parameters.Add(Type());
                }
                while (Skip(","));
                Skip(")");
            }

            return Named(name, parameters);
        }

        private static CelType Named(string name, List<CelType> p) => name switch
        {
            "bool" => CelType.Bool,
            "int" => CelType.Int,
            "uint" => CelType.Uint,
            "double" => CelType.Double,
            "string" => CelType.String,
            "bytes" => CelType.Bytes,
            "timestamp" => CelType.Timestamp,
            "duration" => CelType.Duration,
            "dyn" => CelType.Dyn,
            "list" => CelType.List(p[0]),
            "map" => CelType.Map(p[0], p[1]),
            "optional" => CelType.Optional(p[0]),
            "type" => CelType.TypeOf(p[0]),
            { Length: 1 } => CelType.Param(name),
            _ => CelKubernetesTypes.Find(name),
        };

        private bool Skip(string token)
        {
            while (_at < text.Length && text[_at] == ' ')
            {
                _at++;
            }

            if (!text.AsSpan(_at).StartsWith(token, StringComparison.Ordinal))
            {
                return false;
            }

            _at += token.Length;
            return true;
        }
    }
}
