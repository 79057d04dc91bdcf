namespace CrossRes.Experiments;

/// <summary>What a row's network is in its table.</summary>
public enum Role
{
    /// <summary>It teaches others.</summary>
    Teacher,

    /// <summary>Taught by the teacher, it teaches the students.</summary>
    Assistant,

    /// <summary>The network that the table is about.</summary>
    Student,

    /// <summary>Its number is quoted; nothing is trained.</summary>
    Literature,
}

/// <summary>Roles in words.</summary>
public static class RoleText
{
    /// <summary>As tables print it.</summary>
    public static string Text(this Role role) =>
        role == Role.Literature ? "from literature" : $"{role}".ToLowerInvariant();
}
