using KubeEmulator.Objects;
using KubeEmulator.Values;

namespace KubeEmulator.Schemas;

/// <summary>
/// One walk over a document. The rules are those of sigs.k8s.io/json (case-sensitive names, first type error wins)
/// and of encoding/json on the way out; see <c>internal/golang/encoding/json/decode.go</c> there.
/// </summary>
internal sealed class DecodeWalk(HashSet<string>? duplicates, DecodeScratch scratch, bool reflected = false)
{
    // sigs.k8s.io/json stops counting here.
    private const int MostStrictErrors = 100;

    private readonly DecodePath _path = scratch.Path;
    private readonly ValueStack _values = scratch.Values;
    private List<string>? _strict;
    private string? _typeError;
    private string? _fatal;
    private int _lenient;
    private bool _reflected = reflected;

    /// <summary>The refusal: an error of a type's own decoder ends decoding in Go and so outweighs a type error before it.</summary>
    public string? Error => _fatal ?? _typeError;

    public IReadOnlyList<string> StrictErrors => _strict ?? [];

    /// <summary>An object; members that it shares with one that is known to have the stored form are not looked at.</summary>
    public MapValue Object(MapValue map, Schema schema, MapValue? known = null)
    {
        var fields = schema.Fields;
        var first = _values.Reserve(fields.Count);
        for (var i = 0; i < map.Count; i++)
        {
            var key = map.Keys[i];
            var ordinal = fields.OrdinalOf(key);
            if (ordinal < 0)
            {
                Strict("unknown field", key);
                continue;
            }

            NoteDuplicate(key);
            var field = fields[ordinal];
            _path.Push(field, schema);
            var decoded = known is not null && ReferenceEquals(known[key], map.Values[i]) ? map.Values[i] : Value(map.Values[i], field.Schema);
            _values[first + ordinal] = decoded is NullValue ? null : decoded;
            _path.Pop();
        }

        var written = StructWriter.Write(map, fields, _values.Span(first, fields.Count));
        _values.Release(first);
        return written;
    }

    /// <summary>The value in its stored form; JSON null where Go would leave the field at its zero value.</summary>
    private Value Value(Value value, Schema schema)
    {
        if (value is NullValue)
        {
            return value;
        }

        return schema.Kind switch
        {
            SchemaKind.Object => value is MapValue map ? Object(map, schema) : TypeError(value, schema),
            SchemaKind.List => value is ListValue list ? List(list, schema) : TypeError(value, schema),
            SchemaKind.Map => value is MapValue entries ? Map(entries, schema) : TypeError(value, schema),
            SchemaKind.Any => schema.Format is null ? value : SchemaOr(value, schema),
            SchemaKind.String => value is StringValue text ? Text(text, schema) : NotText(value, schema),
            SchemaKind.Integer => value is NumberValue integer ? Integer(integer, schema) : TypeError(value, schema),
            SchemaKind.Number => value is NumberValue number ? Float(number) : TypeError(value, schema),
            SchemaKind.Boolean => value is BoolValue ? value : TypeError(value, schema),
            SchemaKind.IntOrString => value is StringValue ? value : IntOrString(value),
            _ => Quantity(value),
        };
    }

    private Value List(ListValue list, Schema schema)
    {
        var element = schema.Element!;
        Value[]? changed = null;
        for (var i = 0; i < list.Count; i++)
        {
            _path.PushIndex(i);
            var decoded = Value(list[i], element);
            _path.Pop();
            if (decoded is NullValue)
            {
                decoded = ZeroValues.Of(element);
            }

            if (changed is null && !ReferenceEquals(decoded, list[i]))
            {
                changed = [.. list.AsSpan()];
            }

            if (changed is not null)
            {
                changed[i] = decoded;
            }
        }

        return changed is null ? list : ListValue.Adopt(changed);
    }

    private MapValue Map(MapValue map, Schema schema)
    {
        var element = schema.Element!;
        Value[]? changed = null;
        for (var i = 0; i < map.Count; i++)
        {
            var key = map.Keys[i];
            NoteDuplicate(key);
            _path.PushKey(key);
            var decoded = Value(map.Values[i], element);
            _path.Pop();
            if (decoded is NullValue)
            {
                decoded = ZeroValues.Of(element);
            }

            if (changed is null && !ReferenceEquals(decoded, map.Values[i]))
            {
                changed = [.. map.Values];
            }

            if (changed is not null)
            {
                changed[i] = decoded;
            }
        }

        // encoding/json writes maps by key.
        return SortedKeys.Sort(changed is null ? map : MapValue.Adopt(map.Keys, changed));
    }

    // apiextensions/v1/marshal.go: fields that hold a schema or something simpler. They decode themselves, without
    // strictness, so unknown fields below them go unreported and an error below them ends decoding.
    private Value SchemaOr(Value value, Schema schema)
    {
        if (value is BoolValue && schema.Format == LeafSchemas.SchemaOrBool || value is ListValue && schema.Format == LeafSchemas.SchemaOrStrings)
        {
            return value;
        }

        if (value is not MapValue && (value is not ListValue || schema.Format == LeafSchemas.SchemaOrBool))
        {
            _fatal ??= schema.Format == LeafSchemas.SchemaOrBool ? "boolean or JSON schema expected" : null;
            return NullValue.Null;
        }

        _lenient++;
        var (before, reflects) = (_typeError, _reflected);
        (_typeError, _reflected) = (null, false);
        Value decoded = value is MapValue map ? Object(map, schema.Element!) : ((ListValue)value).Edit(item => Value(item, schema.Element!));
        _fatal ??= _typeError;
        (_typeError, _reflected) = (before, reflects);
        _lenient--;
        return decoded;
    }

    private Value Text(StringValue text, Schema schema)
    {
        if (schema.Format is null)
        {
            return text;
        }

        if (schema.Format == "byte")
        {
            var bytes = Base64Text.Canonical(text, out var fault);
            if (fault is not null && _reflected)
            {
                _fatal ??= "error decoding from json: " + fault;
            }

            _typeError ??= fault;
            return bytes;
        }

        if (schema.Format is not ("date-time" or "micro-time"))
        {
            return text;
        }

        var time = TimeText.Canonical(text, schema.Format == "micro-time", out var error);
        _fatal ??= error;
        return time;
    }

    private Value NotText(Value value, Schema schema)
    {
        if (schema.Format is "date-time" or "micro-time")
        {
            // These decode themselves, into a string of their own.
            _fatal ??= LeafError(NameOf(value), "string");
            return NullValue.Null;
        }

        return TypeError(value, schema);
    }

    private Value Integer(NumberValue number, Schema schema)
    {
        if (_reflected)
        {
            return ReflectedValues.Integer(number, schema) ?? TypeError(number, schema);
        }

        if (!number.IsInteger || (schema.Format == "int32" && number.TryGetInt64(out var value) && value is < int.MinValue or > int.MaxValue))
        {
            _typeError ??= _path.TypeError("number " + number.Text, schema.GoType!);
        }

        return number;
    }

    private static NumberValue Float(NumberValue number)
    {
        // A float64 keeps no digits: 1.0 is written 1.
        var canonical = NumberValue.Of(number.AsDouble);
        return canonical.Text == number.Text ? number : canonical;
    }

    private Value IntOrString(Value value)
    {
        if (value is not NumberValue number)
        {
            _fatal ??= LeafError(NameOf(value), "int32");
        }
        else if (!number.IsInteger || !number.TryGetInt64(out var integer) || integer is < int.MinValue or > int.MaxValue)
        {
            _fatal ??= LeafError("number " + number.Text, "int32");
        }

        return value;
    }

    private Value Quantity(Value value)
    {
        var text = value is StringValue s ? s.Text : value.ToString();
        if (!Objects.Quantity.TryParse(text.Trim(), out var quantity, out var error))
        {
            _fatal ??= error;
            return value;
        }

        var canonical = quantity.Canonical();
        return value is StringValue && canonical == text ? value : StringValue.Of(canonical);
    }

    private Value TypeError(Value value, Schema schema)
    {
        if (_reflected)
        {
            // Reflection stops at the first fault, whichever it is.
            _fatal ??= ReflectedValues.FaultOf(value, schema);
            return NullValue.Null;
        }

        _typeError ??= _path.TypeError(NameOf(value), schema.GoType ?? "interface {}");
        return NullValue.Null;
    }

    // Types that decode themselves do not know where they stand when reflection comes upon them.
    private string LeafError(string value, string goType) =>
        _reflected ? $"json: cannot unmarshal {value} into Go value of type {goType}" : _path.TypeError(value, goType);

    // What UnmarshalTypeError calls a value.
    private static string NameOf(Value value) => value.Kind switch
    {
        ValueKind.Bool => "bool",
        ValueKind.Number => "number",
        ValueKind.String => "string",
        ValueKind.List => "array",
        _ => "object",
    };

    private void NoteDuplicate(string key)
    {
        if (duplicates is not null && duplicates.Contains(_path.Document(key)))
        {
            Strict("duplicate field", key);
        }
    }

    private void Strict(string fault, string key)
    {
        _strict ??= [];
        if (_lenient == 0 && _strict.Count < MostStrictErrors)
        {
            _strict.Add($"{fault} {GoText.Quote(_path.Document(key))}");
        }
    }
}
