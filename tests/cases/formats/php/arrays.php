<?php
return [
    'race'   => ['label' => 'Race du chien', 'requis' => true],
    'robe'   => ['label' => 'Couleur de la robe', 'options' => ['n' => 'Noir', 'b' => 'Blanc']],
    'fields' => ['faith' => 'Religion', 'caste' => 'Caste'],
];
