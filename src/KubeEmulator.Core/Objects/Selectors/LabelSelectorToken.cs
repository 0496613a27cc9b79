namespace KubeEmulator.Objects;

/// <summary>A word of a label selector.</summary>
internal enum LabelSelectorToken
{
    End,
    Identifier,
    In,
    NotIn,
    Not,
    Equals,
    DoubleEquals,
    NotEquals,
    GreaterThan,
    LessThan,
    Open,
    Close,
    Comma,
}
