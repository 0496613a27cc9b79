using System.Collections.Frozen;
using System.Globalization;

namespace KubeEmulator.Api;

/// <summary>How one object of an OpenAPI 2.0 document is numbered in protobuf: its known members, and where the others go.</summary>
/// <param name="Members">The known members, in the order of their numbers.</param>
/// <param name="Others">Where members go whose names are data (the paths, the definitions, the codes of responses); null where there are none.</param>
/// <param name="Extensions">The number of <c>x-...</c> members; 0 where there are none.</param>
internal sealed record OpenApiMessage(IReadOnlyList<OpenApiMember> Members, OpenApiMember? Others, int Extensions)
{
    // NAME=NUMBER[:TYPE][[]]; no type is a string, `any` a YAML text. `*` are members named by data, `x-` the extensions.
    private const string Shapes =
        """
        Document swagger=1 info=2:Info host=3 basePath=4 schemes=5[] consumes=6[] produces=7[] paths=8:Paths definitions=9:Definitions parameters=10:ParameterDefinitions security=12:SecurityRequirement[] securityDefinitions=13:SecurityDefinitions x-=16
        Info title=1 version=2 description=3 termsOfService=4 x-=7
        Paths *=2:PathItem x-=1
        PathItem $ref=1 get=2:Operation put=3:Operation post=4:Operation delete=5:Operation options=6:Operation head=7:Operation patch=8:Operation parameters=9:ParametersItem[] x-=10
        Operation tags=1[] summary=2 description=3 operationId=5 produces=6[] consumes=7[] parameters=8:ParametersItem[] responses=9:Responses schemes=10[] deprecated=11:bool x-=13
        ParameterDefinitions *=1:Parameter
        BodyParameter description=1 name=2 in=3 required=4:bool schema=5:Schema x-=6
        HeaderParameter required=1:bool in=2 description=3 name=4 type=5 format=6 default=9:any pattern=16 x-=22
        QueryParameter required=1:bool in=2 description=3 name=4 allowEmptyValue=5:bool type=6 format=7 default=10:any pattern=17 uniqueItems=20:bool x-=23
        PathParameter required=1:bool in=2 description=3 name=4 type=5 format=6 default=9:any pattern=16 uniqueItems=19:bool x-=22
        Responses *=1:ResponseValue x-=2
        Response description=1 schema=2:SchemaItem x-=5
        Reference $ref=1 description=2
        Definitions *=1:Schema
        Schema $ref=1 format=2 title=3 description=4 default=5:any multipleOf=6:double maximum=7:double exclusiveMaximum=8:bool minimum=9:double exclusiveMinimum=10:bool maxLength=11:int minLength=12:int pattern=13 maxItems=14:int minItems=15:int uniqueItems=16:bool maxProperties=17:int minProperties=18:int required=19[] enum=20:any[] additionalProperties=21:AdditionalPropertiesItem type=22:Words items=23:Items allOf=24:Schema[] properties=25:Definitions discriminator=26 readOnly=27:bool externalDocs=29:ExternalDocs example=30:any x-=31
        ExternalDocs description=1 url=2 x-=3
        SecurityDefinitions *=1:SecurityDefinition
        ApiKey type=1 name=2 in=3 description=4 x-=5
        SecurityRequirement *=1:Words
        """;

    private static readonly Lazy<FrozenDictionary<string, OpenApiMessage>> Known = new(() => Shapes.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ')).ToFrozenDictionary(words => words[0], words => Read(words[1..]), StringComparer.Ordinal));

    /// <summary>The message of a name; null for one that is written by a rule of its own (<see cref="OpenApiProtobuf"/>).</summary>
    public static OpenApiMessage? Named(string name) => Known.Value.GetValueOrDefault(name);

    private static OpenApiMessage Read(string[] words)
    {
        var members = words.Select(OpenApiMember.Read).ToList();
        return new OpenApiMessage(
            [.. members.Where(m => m.Name is not ("*" or "x-"))],
            members.Find(m => m.Name == "*"),
            members.Find(m => m.Name == "x-")?.Number ?? 0);
    }
}

/// <summary>One member of an <see cref="OpenApiMessage"/>.</summary>
/// <param name="Name">Its JSON name.</param>
/// <param name="Number">Its protobuf number.</param>
/// <param name="Type">Its type: a scalar's or a message's name.</param>
/// <param name="IsRepeated">Whether it is a list.</param>
internal sealed record OpenApiMember(string Name, int Number, string Type, bool IsRepeated)
{
    /// <summary>Reads <c>NAME=NUMBER[:TYPE][[]]</c>.</summary>
    public static OpenApiMember Read(string text)
    {
        var isRepeated = text.EndsWith("[]", StringComparison.Ordinal);
        var (name, rest) = text[..^(isRepeated ? 2 : 0)].Split('=') is [var left, var right] ? (left, right) : throw new FormatException(text);
        var parts = rest.Split(':');
        return new OpenApiMember(name, int.Parse(parts[0], CultureInfo.InvariantCulture), parts.Length > 1 ? parts[1] : "string", isRepeated);
    }
}
