namespace KubeEmulator.Objects;

/// <summary>How a requirement of a label selector relates a key to values; apimachinery's <c>pkg/selection</c>.</summary>
public enum SelectionOperator
{
    /// <summary>The key is there with one of the values.</summary>
    In,

    /// <summary>The key is absent or has none of the values.</summary>
    NotIn,

    /// <summary><c>=</c>: the key is there with the value.</summary>
    Equals,

    /// <summary><c>==</c>: as <see cref="Equals"/>.</summary>
    DoubleEquals,

    /// <summary><c>!=</c>: the key is absent or has another value.</summary>
    NotEquals,

    /// <summary>The key is there.</summary>
    Exists,

    /// <summary>The key is absent.</summary>
    DoesNotExist,

    /// <summary>The key's value is an integer above the given one.</summary>
    GreaterThan,

    /// <summary>The key's value is an integer below the given one.</summary>
    LessThan,
}
