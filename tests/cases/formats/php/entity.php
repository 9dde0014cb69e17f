<?php

namespace App\Entity;

/**
 * Applicants.
 *
 * @property int $id
 * @property string|null $clan Clan of the person
 */
final class Applicant extends Model
{
    protected $fillable = ['name', 'race'];
    const RACE_WHITE = 'W';
    public const LABELS = ['W' => 'White', 'B' => 'Black'];

    /** Confession of the family */
    #[Assert\NotBlank]
    private string $conf;

    /**
     * @var string
     * @ORM\Column(name="rel", type="string", length=40, nullable=true)
     */
    private $religion;
    private ?string $natio = null;

    public function __construct(private readonly string $caste, public ?int $tone = null)
    {
        $this->caste = $caste;
    }

    public function rules(): array
    {
        return [
            'race' => 'required|string|max:40',
            'tribe' => ['nullable', 'string'],
        ];
    }

    public function conf(): string
    {
        return $this->conf;
    }

    public function scopeByRace($query, $race)
    {
        return $query->where('race', $race)->orderBy('caste');
    }

    public function store($request)
    {
        $a->race = $request->input('race');
        if ($a->race === 'black') {
            $this->sendAlert('seen');
        }
        update_user_meta($id, 'ethnicity', clean($_POST['ethnicity']));
        form_dropdown('skin', ['L' => 'Light', 'D' => 'Dark']);
        DB::select("SELECT * FROM people WHERE religion = ?");
    }
}

enum Race: string
{
    case White = 'w';
    case Black = 'Black person';
}
